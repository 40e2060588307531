//! A book for e-readers: EPUB 3, one chapter a story, with a table of contents that older readers know too.
//!
//! The same stories give the same bytes: the book's name is made from theirs, and its date is the day of the issue.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Story, escape_xml, html};

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

const STYLE: &str = "body{line-height:1.8}\n.body p{text-indent:2em;margin:.4em 0}\nh1{line-height:1.4}\n\
.section,.kicker,.subtitle,.byline,figcaption,footer{color:#666}\nfigure{border-left:2px solid #999;padding-left:1em}\n";

pub(super) fn write(stories: &[Story]) -> Vec<u8> {
    let mut files: Vec<(String, String)> = vec![
        // It stands first and uncompressed, so that the kind of file can be told from its first bytes (OCF 4.3).
        ("mimetype".into(), "application/epub+zip".into()),
        ("META-INF/container.xml".into(), CONTAINER.into()),
        ("OEBPS/content.opf".into(), package(stories)),
        ("OEBPS/nav.xhtml".into(), contents(stories)),
        ("OEBPS/toc.ncx".into(), old_contents(stories)),
        ("OEBPS/style.css".into(), STYLE.into()),
    ];
    files.extend(
        stories.iter().enumerate().map(|(number, story)| (format!("OEBPS/{}", file(number)), chapter(story))),
    );
    pack(&files).expect("writing to memory cannot fail, and the files are few and small")
}

fn pack(files: &[(String, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        let method = if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(name.as_str(), options.last_modified_time(zip::DateTime::default()))?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn file(number: usize) -> String {
    format!("story{:04}.xhtml", number + 1)
}

fn title(stories: &[Story]) -> String {
    match stories {
        [] => "看报".to_owned(),
        [only] => only.title.clone(),
        [first, ..] => first.source(),
    }
}

/// A name that only these stories give.
fn book_id(stories: &[Story]) -> String {
    let bytes = stories.iter().flat_map(|story| story.id.bytes().chain(story.title.bytes()));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("urn:kanbao:{hash:016x}")
}

fn package(stories: &[Story]) -> String {
    let date = stories.iter().filter_map(|story| story.date).max();
    let date = date.map_or_else(|| "2000-01-01".to_owned(), |date| date.to_string());
    let publisher = stories.iter().find_map(|story| story.publication.as_ref());
    let publisher = publisher.map(|name| format!("<dc:publisher>{}</dc:publisher>\n", escape_xml(name)));
    let mut authors: Vec<&String> = Vec::new();
    for author in stories.iter().flat_map(|story| &story.authors) {
        if !authors.contains(&author) {
            authors.push(author);
        }
    }
    let authors: String =
        authors.iter().map(|author| format!("<dc:creator>{}</dc:creator>\n", escape_xml(author))).collect();
    let items: String = (0..stories.len())
        .map(|number| {
            let file = file(number);
            format!("<item id=\"s{number}\" href=\"{file}\" media-type=\"application/xhtml+xml\"/>\n")
        })
        .collect();
    let order: String =
        (0..stories.len()).map(|number| format!("<itemref idref=\"s{number}\"/>\n")).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"zh-Hans\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
         <dc:identifier id=\"id\">{id}</dc:identifier>\n<dc:title>{title}</dc:title>\n<dc:language>zh-Hans</dc:language>\n\
         <dc:date>{date}</dc:date>\n{publisher}{authors}\
         <meta property=\"dcterms:modified\">{date}T00:00:00Z</meta>\n</metadata>\n\
         <manifest>\n<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
         <item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n\
         <item id=\"css\" href=\"style.css\" media-type=\"text/css\"/>\n{items}</manifest>\n\
         <spine toc=\"ncx\">\n<itemref idref=\"nav\"/>\n{order}</spine>\n</package>\n",
        id = book_id(stories),
        title = escape_xml(&title(stories)),
        publisher = publisher.unwrap_or_default(),
    )
}

fn contents(stories: &[Story]) -> String {
    let items: String = stories
        .iter()
        .enumerate()
        .map(|(number, story)| {
            format!("<li><a href=\"{}\">{}</a></li>\n", file(number), escape_xml(&story.title))
        })
        .collect();
    // A list without an entry is not valid, so an empty book leads to its own contents.
    let items =
        if items.is_empty() { "<li><a href=\"nav.xhtml\">目录</a></li>\n".to_owned() } else { items };
    let body = format!("<nav epub:type=\"toc\" id=\"toc\">\n<h1>目录</h1>\n<ol>\n{items}</ol>\n</nav>\n");
    document("目录", &body)
}

fn old_contents(stories: &[Story]) -> String {
    let points: String = stories
        .iter()
        .enumerate()
        .map(|(number, story)| {
            format!(
                "<navPoint id=\"p{number}\" playOrder=\"{order}\"><navLabel><text>{title}</text></navLabel>\
                 <content src=\"{file}\"/></navPoint>\n",
                order = number + 1,
                title = escape_xml(&story.title),
                file = file(number),
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\">\n\
         <head><meta name=\"dtb:uid\" content=\"{id}\"/></head>\n\
         <docTitle><text>{title}</text></docTitle>\n<navMap>\n{points}</navMap>\n</ncx>\n",
        id = book_id(stories),
        title = escape_xml(&title(stories)),
    )
}

fn chapter(story: &Story) -> String {
    document(&story.title, &html::article(story))
}

fn document(title: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
         lang=\"zh-Hans\" xml:lang=\"zh-Hans\">\n<head>\n<title>{}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escape_xml(title)
    )
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn unpack(bytes: Vec<u8>) -> Vec<(String, String)> {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        (0..zip.len())
            .map(|index| {
                let mut file = zip.by_index(index).unwrap();
                let mut text = String::new();
                file.read_to_string(&mut text).unwrap();
                (file.name().unwrap().into_owned(), text)
            })
            .collect()
    }

    #[test]
    fn a_book_is_told_by_its_first_bytes_and_holds_each_story() {
        let story = super::super::tests::story();
        let bytes = write(&[story.clone(), story]);
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
        let files = unpack(bytes);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let expected = [
            "mimetype",
            "META-INF/container.xml",
            "OEBPS/content.opf",
            "OEBPS/nav.xhtml",
            "OEBPS/toc.ncx",
            "OEBPS/style.css",
            "OEBPS/story0001.xhtml",
            "OEBPS/story0002.xhtml",
        ];
        assert_eq!(names, expected);
        assert!(files[2].1.contains("<dc:date>2024-05-06</dc:date>"));
        assert!(files[7].1.contains("<p>豆角当天就能卖到城里。</p>"));
    }

    #[test]
    fn text_never_becomes_markup() {
        let files = unpack(write(&[super::super::tests::story_of("甲<b>&\"乙\"</b>")]));
        for (name, text) in files {
            assert!(!text.contains("甲<b>"), "{name}");
        }
    }
}
