//! A text for the clipboard, as the escape sequence OSC 52, also through tmux and screen.

/// The sequences to be written. Inside tmux and screen the sequence is also handed through to the terminal
/// outside, since by default neither acts on it.
pub(super) fn sequences(text: &str, inside_tmux: bool, inside_screen: bool) -> String {
    let plain = format!("\u{1b}]52;c;{}\u{7}", base64(text.as_bytes()));
    if inside_tmux {
        let through = plain.replace('\u{1b}', "\u{1b}\u{1b}");
        return format!("{plain}\u{1b}Ptmux;{through}\u{1b}\\");
    }
    if inside_screen {
        return in_pieces(&plain);
    }
    plain
}

/// What screen hands through at once: its buffer for such sequences holds 768 bytes.
const PIECE: usize = 512;

/// Hands a sequence through screen, piece by piece.
fn in_pieces(sequence: &str) -> String {
    // The sequence is ASCII: every byte is a place where it can be cut.
    let mut handed = String::with_capacity(sequence.len() * 2);
    for piece in sequence.as_bytes().chunks(PIECE).map(String::from_utf8_lossy) {
        handed.push_str("\u{1b}P");
        handed.push_str(&piece);
        handed.push_str("\u{1b}\\");
    }
    handed
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * place) & 63) as usize).copied().unwrap_or(b'=');
            text.push(if place > group.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_letters() {
        for (text, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("河", "5rKz")] {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn tmux_gets_the_sequence_twice() {
        let text = sequences("f", true, false);
        assert_eq!(text, "\u{1b}]52;c;Zg==\u{7}\u{1b}Ptmux;\u{1b}\u{1b}]52;c;Zg==\u{7}\u{1b}\\");
    }

    #[test]
    fn screen_gets_the_sequence_in_pieces_that_it_can_hold() {
        let text = "字".repeat(2000);
        let handed = sequences(&text, false, true);
        let pieces: Vec<&str> = handed.split_terminator("\u{1b}\\").collect();
        assert!(pieces.len() > 10 && pieces.iter().all(|piece| piece.len() <= PIECE + 2));
        let joined: String = pieces.iter().map(|piece| piece.strip_prefix("\u{1b}P").unwrap()).collect();
        assert_eq!(joined, sequences(&text, false, false));
    }
}
