//! Which encoding the bytes of a page are in, and what they say.
//!
//! Old e-paper archives are GB18030 (or its parts GB 2312 and GBK), papers of Hong Kong and Taiwan Big5, exports
//! from word processors UTF-16. Detectors made for web pages of the whole world guess wrongly on short Chinese
//! texts, so bytes are first judged by what Chinese looks like in each encoding, and only what is none of them
//! is left to chardetng.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::SourceError;

/// How much of a file is looked at: two pages of print. More does not change the answer.
const SAMPLE: usize = 1 << 16;

/// An encoding that a page can be read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// The encoding with this label, as in `--encoding gbk`. Case, `-`, `_` and blanks do not matter.
    pub fn from_label(label: &str) -> Result<Self, SourceError> {
        let plain: String =
            label.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        let known = match plain.as_str() {
            "utf8" | "unicode" => UTF_8,
            "utf16" | "utf16le" | "ucs2" => UTF_16LE,
            "utf16be" => UTF_16BE,
            "gb" | "gb18030" => GB18030,
            "gbk" | "gb2312" | "cp936" | "euccn" | "windows936" => GBK,
            "big5" | "big5hkscs" | "cp950" | "windows950" => BIG5,
            _ => encoding_rs::Encoding::for_label(label.trim().as_bytes())
                .ok_or_else(|| SourceError::UnknownEncoding(label.to_owned()))?,
        };
        Ok(Self(known))
    }

    /// Its name, such as `UTF-8` or `GB18030`.
    pub fn name(self) -> &'static str {
        // The web's registry writes this one in small letters; the standard does not.
        if self.0 == GB18030 { "GB18030" } else { self.0.name() }
    }

    /// The encoding of these bytes; `None` where they are no text at all. In this order: a byte order mark,
    /// UTF-16 by its look, binary, UTF-8, the two Chinese double-byte encodings by how common the characters
    /// are that come out, and last the general detector.
    pub(super) fn detect(bytes: &[u8]) -> Option<Self> {
        if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
            // FF FE 00 00 begins UTF-32, which nobody uses; as UTF-16 it would be half zeros.
            return (!bytes.starts_with(b"\xff\xfe\0\0")).then_some(Self(encoding));
        }
        let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
        let is_utf_8 = is_utf_8(sample);
        if !is_utf_8 && let Some(encoding) = utf_16(sample) {
            return Some(Self(encoding));
        }
        if is_binary(sample) {
            return None;
        }
        if is_utf_8 || is_nearly_utf_8(sample) {
            return Some(Self(UTF_8));
        }
        Some(Self(chinese_double_byte(sample).unwrap_or_else(|| guess(sample))))
    }

    /// The text, without byte order mark, and whether some bytes were not valid.
    pub(super) fn decode(self, bytes: &[u8]) -> (String, bool) {
        if self.0 != UTF_8 {
            return self.decode_slowly(bytes);
        }
        // Most pages are UTF-8 without fault: their bytes are the text already.
        match simdutf8::basic::from_utf8(bytes) {
            Ok(text) if !text.starts_with('\u{feff}') => (text.to_owned(), false),
            _ => self.decode_slowly(bytes),
        }
    }

    fn decode_slowly(self, bytes: &[u8]) -> (String, bool) {
        let (text, had_errors) = self.0.decode_with_bom_removal(bytes);
        (text.into_owned(), had_errors)
    }
}

/// Whether the bytes are UTF-8 for sure: all of them are valid and none is zero. The sample may end inside a
/// character.
fn is_utf_8(sample: &[u8]) -> bool {
    let is_valid = match simdutf8::compat::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && sample.len() == SAMPLE,
    };
    is_valid && !sample.contains(&0)
}

/// UTF-16 without a byte order mark: in one of the two byte orders nearly every unit is a Han character,
/// punctuation of Chinese, plain ASCII or a line end. In the wrong order, and in other encodings, few are; but
/// kana of Shift_JIS pass for Han characters, so a mark, a line end or an ASCII character must be among them.
fn utf_16(sample: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let plausible_units = |unit: fn([u8; 2]) -> u16| {
        let (mut units, mut good, mut certain) = (0_usize, 0_usize, false);
        for pair in sample.chunks_exact(2) {
            units += 1;
            match unit([pair[0], pair[1]]) {
                0x4e00..=0x9fff => good += 1,
                0x3000..=0x303f | 0xff00..=0xffef | 0x2010..=0x2027 | 0x20..=0x7e | 0x09 | 0x0a | 0x0d => {
                    good += 1;
                    certain = true;
                }
                _ => {}
            }
        }
        (units >= 4 && certain && good * 100 >= units * 95).then_some(good)
    };
    match (plausible_units(u16::from_le_bytes), plausible_units(u16::from_be_bytes)) {
        (None, None) => None,
        (little, big) => Some(if little >= big { UTF_16LE } else { UTF_16BE }),
    }
}

/// Whether the bytes are no text in any encoding: zero bytes or many control characters. A few of them in a
/// long text are damage, which the loader cleans away.
fn is_binary(sample: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 8] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\x1f\x8b",
        b"\x7fELF",
        b"SQLite format 3\0",
    ];
    if SIGNATURES.iter().any(|signature| sample.starts_with(signature)) {
        return true;
    }
    let zeros = memchr::memchr_iter(0, sample).count();
    // In chunks whose count fits in a byte, so that many bytes are counted at once.
    let controls_in = |chunk: &[u8]| {
        chunk.iter().map(|&byte| u8::from(byte < 0x09 || (0x0e..0x1b).contains(&byte))).sum::<u8>()
    };
    let controls: usize = sample.chunks(255).map(|chunk| usize::from(controls_in(chunk))).sum();
    zeros * 500 > sample.len() || controls * 50 > sample.len()
}

/// UTF-8, or UTF-8 with so few bad places (one in fifty characters) that any other reading would be worse.
fn is_nearly_utf_8(sample: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for (index, chunk) in sample.utf8_chunks().enumerate() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // The sample may end inside a character.
        let cut_off = chunk.valid().len() + chunk.invalid().len() < 4 && index > 0 && sample.len() == SAMPLE;
        if !chunk.invalid().is_empty() && !cut_off {
            bad += 1;
        }
    }
    bad == 0 || bad * 50 <= good
}

/// GB18030 or Big5, by the better score; `None` if the bytes look like neither.
fn chinese_double_byte(sample: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let (gb, big5) = (score_gb(sample), score_big5(sample));
    let (best, encoding) = if gb >= big5 { (gb, GB18030) } else { (big5, BIG5) };
    (best >= 70).then_some(encoding)
}

/// How much like Chinese in GB18030 the bytes look, in percent: a character of GB 2312's first level (the 3,755
/// common ones) or a Chinese mark counts whole, another valid pair half, an invalid one against it.
fn score_gb(sample: &[u8]) -> i64 {
    score(sample, |lead, trail| match (lead, trail) {
        (0xb0..=0xd7 | 0xa1 | 0xa3, 0xa1..=0xfe) => Some(2),
        (0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe) => Some(1),
        (0x81..=0xfe, 0x30..=0x39) => Some(0),
        _ => None,
    })
}

/// The same for Big5, whose first level has 5,401 characters.
fn score_big5(sample: &[u8]) -> i64 {
    score(sample, |lead, trail| match (lead, trail) {
        (0xa4..=0xc6 | 0xa1, 0x40..=0x7e | 0xa1..=0xfe) => Some(2),
        (0x87..=0xfe, 0x40..=0x7e | 0xa1..=0xfe) => Some(1),
        _ => None,
    })
}

fn score(sample: &[u8], points: impl Fn(u8, u8) -> Option<i64>) -> i64 {
    let (mut pairs, mut total) = (0, 0);
    let mut rest = sample;
    while let [lead, after @ ..] = rest {
        rest = after;
        if lead.is_ascii() {
            continue;
        }
        let Some((&trail, after)) = after.split_first() else { break };
        pairs += 1;
        if let Some(points) = points(*lead, trail) {
            total += points;
            rest = after;
        } else {
            total -= 2;
        }
    }
    if pairs == 0 { 0 } else { total * 50 / pairs }
}

/// What a detector for the web says: Shift_JIS, EUC-KR, windows-1252 …
fn guess(sample: &[u8]) -> &'static encoding_rs::Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == GBK { GB18030 } else { guess }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "河湾镇的桥修好了。\n\n　　十月三日上午，第一班公共汽车从新桥上开过，老人们站在桥头看热闹。\n“等了三年，总算不用绕路了。”赶集的人说。\n";
    const TRADITIONAL: &str = "河灣鎮的橋修好了。\n\n　　十月三日上午，第一班公共汽車從新橋上開過，老人們站在橋頭看熱鬧。\n「等了三年，總算不用繞路了。」趕集的人說。\n";

    fn utf_16_bytes(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    fn check(bytes: &[u8], name: &str, text: &str) {
        let encoding = Encoding::detect(bytes).expect("the bytes are text");
        assert_eq!(encoding.name(), name);
        assert_eq!(encoding.decode(bytes), (text.to_owned(), false));
    }

    #[test]
    fn each_encoding_is_found_and_gives_the_text_back() {
        let with_bom = |bom: &[u8], bytes: &[u8]| [bom, bytes].concat();
        check(SIMPLIFIED.as_bytes(), "UTF-8", SIMPLIFIED);
        check(&with_bom(b"\xef\xbb\xbf", SIMPLIFIED.as_bytes()), "UTF-8", SIMPLIFIED);
        let (little, big) =
            (utf_16_bytes(SIMPLIFIED, u16::to_le_bytes), utf_16_bytes(SIMPLIFIED, u16::to_be_bytes));
        check(&little, "UTF-16LE", SIMPLIFIED);
        check(&big, "UTF-16BE", SIMPLIFIED);
        check(&with_bom(b"\xff\xfe", &little), "UTF-16LE", SIMPLIFIED);
        check(&with_bom(b"\xfe\xff", &big), "UTF-16BE", SIMPLIFIED);
        check(&GB18030.encode(SIMPLIFIED).0, "GB18030", SIMPLIFIED);
        check(&GB18030.encode(TRADITIONAL).0, "GB18030", TRADITIONAL);
        check(&BIG5.encode(TRADITIONAL).0, "Big5", TRADITIONAL);
        check(b"plain English text\n", "UTF-8", "plain English text\n");
    }

    #[test]
    fn short_texts_are_found_too() {
        for text in ["春", "新桥通车", "07版", "讯", "（记者石岩）"] {
            check(text.as_bytes(), "UTF-8", text);
        }
        for text in ["新桥通车", "本报记者 石岩", "要闻"] {
            check(&GB18030.encode(text).0, "GB18030", text);
        }
        for text in ["新橋通車", "本報記者 石巖"] {
            check(&BIG5.encode(text).0, "Big5", text);
        }
    }

    #[test]
    fn rare_characters_of_gb18030_survive() {
        let text = format!("{SIMPLIFIED}㭎村的䶮先生\u{20bb7}野家");
        check(&GB18030.encode(&text).0, "GB18030", &text);
    }

    #[test]
    fn damage_does_not_change_the_encoding() {
        let mut bytes = SIMPLIFIED.repeat(4).into_bytes();
        bytes[40] = 0xff;
        bytes[90] = 0;
        let encoding = Encoding::detect(&bytes).expect("the bytes are text");
        assert_eq!(encoding.name(), "UTF-8");
        assert!(encoding.decode(&bytes).1);
        let mut bytes = GB18030.encode(&SIMPLIFIED.repeat(4)).0.into_owned();
        bytes[41] = 0xff;
        assert_eq!(Encoding::detect(&bytes).map(Encoding::name), Some("GB18030"));
    }

    #[test]
    fn a_sample_cut_inside_a_character_is_still_utf_8() {
        for shift in 0..3 {
            let text = format!("{}{}", "a".repeat(shift), "桥".repeat(SAMPLE / 2));
            assert_eq!(Encoding::detect(text.as_bytes()).map(Encoding::name), Some("UTF-8"));
        }
    }

    #[test]
    fn other_languages_are_left_to_the_general_detector() {
        let (bytes, ..) =
            encoding_rs::SHIFT_JIS.encode("これは日本語のテキストです。新聞を読みます。カタカナもあります。");
        assert_eq!(Encoding::detect(&bytes).map(Encoding::name), Some("Shift_JIS"));
    }

    #[test]
    fn binary_is_no_text() {
        let zeros = [0_u8; 64];
        let noise: Vec<u8> = (0..=255).cycle().take(4096).collect();
        for bytes in
            [b"%PDF-1.7\n".as_slice(), b"PK\x03\x04....", &zeros, &noise, b"\xff\xfe\0\0\x2d\x4e\0\0"]
        {
            assert_eq!(Encoding::detect(bytes), None, "{:?}", bytes.get(..8));
        }
    }

    #[test]
    fn labels_are_forgiving() {
        let cases = [
            ("utf-8", "UTF-8"),
            ("UTF8", "UTF-8"),
            ("utf16", "UTF-16LE"),
            ("UTF_16BE", "UTF-16BE"),
            ("gb18030", "GB18030"),
            ("GB 18030", "GB18030"),
            ("gb2312", "GBK"),
            ("cp936", "GBK"),
            ("Big5", "Big5"),
            ("shift_jis", "Shift_JIS"),
        ];
        for (label, name) in cases {
            assert_eq!(Encoding::from_label(label).map(Encoding::name), Ok(name), "{label}");
        }
        assert_eq!(Encoding::from_label("klingon"), Err(SourceError::UnknownEncoding("klingon".to_owned())));
    }
}
