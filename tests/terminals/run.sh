#!/usr/bin/env bash
# Real terminals: a screen after twenty scrolled frames must equal a fresh drawing of the last one.
#
#     bash tests/terminals/run.sh
#
# tmux is compared cell by cell with its colours, xterm and xterm -cjk_width pixel by pixel in Xvfb. What is not
# installed is skipped with a line that says so. Exit code 0: no difference.
set -u
cd "$(dirname "$0")/../.." || exit 2
cargo build -q --example canvas-frames || exit 2
program="$PWD/${CARGO_TARGET_DIR:-target}/debug/examples/canvas-frames"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0

has() { command -v "$1" >/dev/null 2>&1; }

say() { printf '%-28s %s\n' "$1" "$2"; }

# Waits until a command gives the same output twice, a tenth of a second apart.
settled() {
    local before='' now
    for _ in $(seq 100); do
        now=$("$@" | cksum)
        [ -n "$before" ] && [ "$now" = "$before" ] && return 0
        before=$now
        sleep 0.1
    done
    return 1
}

tmux_screen() { # what measure → the screen with its colours
    local socket="kanbao-$$-$1-$2"
    tmux -L "$socket" -f /dev/null new-session -d -x 100 -y 30 "$program $1 $2" 2>/dev/null
    for _ in $(seq 100); do
        tmux -L "$socket" capture-pane -p 2>/dev/null | grep -q '第19帧' && break
        sleep 0.1
    done
    settled tmux -L "$socket" capture-pane -e -p
    tmux -L "$socket" capture-pane -e -p
    tmux -L "$socket" kill-server 2>/dev/null
}

if has tmux; then
    for measure in auto narrow avoid; do
        tmux_screen scrolled $measure >"$work/scrolled"
        tmux_screen fresh $measure >"$work/fresh"
        if [ -s "$work/fresh" ] && grep -q '第19帧' "$work/fresh" && cmp -s "$work/scrolled" "$work/fresh"; then
            say "tmux, $measure" "no difference"
        else
            say "tmux, $measure" "DIFFERENT: $(diff "$work/scrolled" "$work/fresh" | grep -c '^<') rows"
            failed=1
        fi
    done
else
    say tmux "skipped: tmux is not installed"
fi

xterm_picture() { # what picture options…
    local what=$1 picture=$2
    shift 2
    xterm -display :97 -geometry 100x30+0+0 "$@" -e "$program" "$what" &
    local terminal=$!
    sleep 1
    settled import -display :97 -window root rgb:-
    import -display :97 -window root "$picture"
    kill $terminal
    wait $terminal 2>/dev/null
}

if has xterm && has Xvfb && has import && has compare; then
    Xvfb :97 -screen 0 1200x800x24 >/dev/null 2>&1 &
    server=$!
    sleep 1
    for options in "-u8" "-u8 -cjk_width"; do
        # shellcheck disable=SC2086
        xterm_picture scrolled "$work/scrolled.png" $options
        # shellcheck disable=SC2086
        xterm_picture fresh "$work/fresh.png" $options
        pixels=$(compare -metric AE "$work/scrolled.png" "$work/fresh.png" null: 2>&1)
        if [ "$pixels" = 0 ]; then
            say "xterm $options" "no difference"
        else
            say "xterm $options" "DIFFERENT: $pixels pixels"
            failed=1
        fi
    done
    kill $server
else
    say "xterm, xterm -cjk_width" "skipped: needs xterm, Xvfb and ImageMagick"
fi
exit $failed
