#!/usr/bin/env bash
# Real terminals: a screen after twenty scrolled frames must equal a fresh drawing of the last one.
#
#     bash tests/terminals/run.sh
#
# tmux is compared cell by cell with its colours, xterm and xterm -cjk_width pixel by pixel in Xvfb. What is missing is
# installed from Debian's packages where that is possible; what cannot be had is skipped with a line that says so.
# With KANBAO_PICTURES=FOLDER the pictures are left there to be looked at. Exit code 0: no difference.
set -u
cd "$(dirname "$0")/../.." || exit 2
cargo build -q --example canvas-frames || exit 2
program="$PWD/${CARGO_TARGET_DIR:-target}/debug/examples/canvas-frames"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
pictures=${KANBAO_PICTURES:-$work}
mkdir -p "$pictures" || exit 2
failed=0

has() { command -v "$1" >/dev/null 2>&1; }

say() { printf '%-28s %s\n' "$1" "$2"; }

have_or_install() { # package… for the commands in $wanted
    local missing=''
    for name in $wanted; do has "$name" || missing="$missing $name"; done
    [ -z "$missing" ] && return 0
    if has apt-get && [ "$(id -u)" = 0 ]; then
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1
    fi
    for name in $missing; do has "$name" || return 1; done
}

# Waits until a command succeeds, ten seconds at most.
until_true() {
    for _ in $(seq 100); do
        "$@" && return 0
        sleep 0.1
    done
    return 1
}

# Waits until a command gives the same output three times, a fifth of a second apart.
settled() {
    local before='' now same=0
    for _ in $(seq 100); do
        now=$("$@" | cksum)
        if [ "$now" = "$before" ]; then same=$((same + 1)); else same=0; fi
        [ $same -ge 2 ] && return 0
        before=$now
        sleep 0.2
    done
    return 1
}

tmux_screen() { # what measure → the screen with its colours
    local socket="kanbao-$$-$1-$2" told="$work/tmux-$1-$2"
    tmux -L "$socket" -f /dev/null new-session -d -x 100 -y 30 "$program $1 $2 $told" 2>/dev/null
    until_true test -s "$told"
    settled tmux -L "$socket" capture-pane -e -p
    tmux -L "$socket" capture-pane -e -p
    tmux -L "$socket" kill-server 2>/dev/null
}

wanted=tmux
if have_or_install tmux; then
    for measure in auto narrow avoid; do
        tmux_screen scrolled $measure >"$work/scrolled"
        tmux_screen fresh $measure >"$work/fresh"
        if grep -q '第19帧' "$work/fresh" && cmp -s "$work/scrolled" "$work/fresh"; then
            say "tmux, $measure" "no difference"
        else
            say "tmux, $measure" "DIFFERENT: $(diff "$work/scrolled" "$work/fresh" | grep -c '^<') rows"
            failed=1
        fi
    done
else
    say tmux "skipped: tmux is not installed and cannot be"
fi

xterm_picture() { # what picture options… → what the terminal said
    local what=$1 picture=$2 told
    told=$(mktemp -u "$work/xterm-XXXXXX")
    shift 2
    # A blinking or outlined cursor is not what is compared: it is hidden, and the window has no pointer over it.
    LC_ALL=C.UTF-8 xterm -display "$display" -geometry 100x30+0+0 -fa 'WenQuanYi Zen Hei Mono' -fs 10 "$@" -e "$program" "$what" auto "$told" 2>/dev/null &
    local terminal=$!
    if until_true test -s "$told"; then
        settled import -display "$display" -window root rgb:-
        import -display "$display" -window root "$picture"
        cat "$told"
    fi
    kill $terminal 2>/dev/null
    wait $terminal 2>/dev/null
}

# How many colours a picture has: a window that shows nothing has one or two.
colors() { identify -format '%k' "$1" 2>/dev/null || echo 0; }

wanted='xterm Xvfb import compare identify'
if have_or_install xterm xvfb imagemagick fonts-wqy-zenhei; then
    # The server takes a number that is free and says which.
    Xvfb -displayfd 3 -screen 0 1200x800x24 3>"$work/display" >/dev/null 2>&1 &
    server=$!
    until_true test -s "$work/display"
    display=":$(cat "$work/display")"
    for options in "-u8" "-u8 -cjk_width"; do
        name=xterm${options// /}
        case $options in *cjk_width) expected=Wide ;; *) expected=Narrow ;; esac
        # shellcheck disable=SC2086
        said=$(xterm_picture scrolled "$pictures/$name-scrolled.png" $options)
        # shellcheck disable=SC2086
        xterm_picture fresh "$pictures/$name-fresh.png" $options >/dev/null
        pixels=$(compare -metric AE "$pictures/$name-scrolled.png" "$pictures/$name-fresh.png" null: 2>&1)
        if [ "$said" != "$expected" ]; then
            say "xterm $options" "FAILED: it draws “ ” as “$said”, not “$expected”"
            failed=1
        elif [ "$(colors "$pictures/$name-fresh.png")" -lt 4 ]; then
            say "xterm $options" "FAILED: the picture shows nothing"
            failed=1
        elif [ "$pixels" = 0 ]; then
            say "xterm $options" "no difference"
        else
            say "xterm $options" "DIFFERENT: $pixels pixels"
            failed=1
        fi
    done
    kill $server
else
    say "xterm, xterm -cjk_width" "skipped: xterm, Xvfb and ImageMagick are not installed and cannot be"
fi
exit $failed
