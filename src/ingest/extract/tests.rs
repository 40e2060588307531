//! Cases for what a story is about. Every sentence is made up for the rule that it shows.

use super::fill;
use crate::model::{
    Article, Block, BlockKind, Fragment, Furniture, FurnitureKind, Heading, LineNumber, Page, Province,
};

/// A story with this headline and these paragraphs; one that starts with `#` is a subhead.
fn story(headline: &str, body: &[&str]) -> Article {
    let block = |text: &&str| {
        let (kind, text) =
            text.strip_prefix('#').map_or((BlockKind::Paragraph, *text), |text| (BlockKind::Subhead, text));
        let fragment = Fragment::whole(LineNumber(1), text.to_owned());
        Block { kind, fragments: vec![fragment], confidence: 1.0 }
    };
    let headline =
        (!headline.is_empty()).then(|| Heading { text: headline.to_owned(), lines: vec![LineNumber(1)] });
    Article { headline, blocks: body.iter().map(block).collect(), ..Article::default() }
}

fn filled(article: Article) -> Article {
    let mut page = Page { articles: vec![article], ..Page::default() };
    fill(&mut page);
    page.articles.remove(0)
}

/// What the story is about, in short names.
fn about(headline: &str, body: &[&str]) -> Vec<&'static str> {
    let article = filled(story(headline, body));
    assert_eq!(article.provinces.len(), article.province_evidence.len(), "{headline}");
    article.provinces.into_iter().map(Province::short).collect()
}

/// The places with their provinces, as `name province`.
fn places(text: &str) -> Vec<String> {
    let article = filled(story("", &[text]));
    article.places.iter().map(|place| format!("{} {}", place.name, place.province.short())).collect()
}

#[test]
fn each_division_is_recognised_by_every_name() {
    for province in Province::ALL {
        let names = province.names();
        for name in [names.full, names.short] {
            let headline = format!("{name}的梨花开了");
            assert_eq!(about(&headline, &["果园里来了不少客人。"]), [names.short], "{headline}");
        }
    }
}

#[test]
fn the_headline_leads_before_the_text() {
    let cases: [(&str, &[&str], &[&str]); 12] = [
        ("漯河的面粉卖得远", &["面粉销往北京、上海和广州。", "北京的客商说，上海的客商也来了。"], &["河南"]),
        ("川渝两地共建图书馆", &["重庆和四川的读者一卡通用。"], &["重庆", "四川"]),
        ("天津的工厂连着三地", &["京津冀三地的工程师坐在一起。", "天津的车间里灯火通明。"], &["天津"]),
        ("樟木口岸通了早班车", &["车上的旅客说，这条路好走多了。"], &["西藏"]),
        ("林芝桃花节开幕", &["花开满坡。"], &["西藏"]),
        ("库车的杏子熟了", &["果农起得早。"], &["新疆"]),
        ("平陆运河的船闸合拢", &["工人师傅击掌相庆。"], &["广西"]),
        ("滨海新区添了新码头", &["第一艘船靠岸。"], &["天津"]),
        ("雄安新区种下十万棵树", &["树苗来自各地。"], &["河北"]),
        ("沪苏浙三地医保互认", &["患者少跑路。"], &["上海", "江苏", "浙江"]),
        ("梨花开了", &["果园里来了不少客人。"], &[]),
        ("申城夜色", &["江边的灯亮了。"], &["上海"]),
    ];
    for (headline, body, expected) in cases {
        assert_eq!(about(headline, body), expected, "{headline}");
    }
}

#[test]
fn without_a_name_in_the_headline_the_text_decides() {
    let cases: [(&str, &[&str], &[&str]); 13] = [
        ("桥修好了", &["科技日报杭州3月9日电（记者石岩）新桥昨天通车。"], &["浙江"]),
        ("新书上架", &["新华社北京3月9日电（石岩）一本关于星空的书出版。"], &[]),
        ("桥修好了", &["3月9日，记者从河南省新乡市获悉，新桥通车。", "河南的司机们说好。"], &["河南"]),
        ("列车提速", &["本报讯（记者石岩）中国铁路哈尔滨局的检修工又出发了。"], &["黑龙江"]),
        ("旧报翻新", &["本报讯（记者石岩）华东师范大学的学生们修好了一批旧报纸。"], &["上海"]),
        ("各地迎新春", &["从北京、上海到广东、四川、陕西，处处张灯结彩。"], &[]),
        ("学校来了新老师", &["本报讯（记者石岩）北京大学深圳研究生院来了十位新老师。"], &["广东"]),
        ("温室里的种子", &["浙江大学海南研究院的温室里，稻种发芽了。"], &["海南"]),
        ("茶香飘过海", &["安溪的茶农正在晒青。", "茶卖到山东，也卖到北京。"], &["福建"]),
        ("旧厂房变书店", &["唐山的旧厂房里开起了书店。", "主人去过北京，到过上海，也住过广州。"], &["河北"]),
        ("高铁上的中国", &["从北京到上海，从广州到深圳，人们说走就走。"], &[]),
        ("面馆的味道", &["街角的面馆卖武汉热干面，排队的人没有断过。"], &[]),
        ("一起走", &["陆远 北京市河湾中学 初三（2）班", "路很长，我们一起走。"], &[]),
    ];
    for (headline, body, expected) in cases {
        assert_eq!(about(headline, body), expected, "{body:?}");
    }
}

#[test]
fn a_series_over_several_provinces_is_about_each() {
    let body = [
        "各地有各地的办法。",
        "#北京：先试一步",
        "北京的办法是快。",
        "#江苏：再试一步",
        "江苏的办法是稳。",
        "#河南：接着试",
        "河南的办法是新。",
    ];
    assert_eq!(about("三地怎么做", &body), ["北京", "江苏", "河南"]);
}

#[test]
fn a_firm_or_school_from_elsewhere_does_not_lead() {
    let body = ["广西的工地上，来自南京水利科学研究院的工程师正在测水位。", "广西的雨季快到了。"];
    assert_eq!(about("船闸过了汛期", &body), ["广西"]);
    assert_eq!(about("药店开张", &["药店里卖云南白药，也卖膏药。"]), [] as [&str; 0]);
}

#[test]
fn names_that_mean_several_places_follow_their_story() {
    let cases = [
        ("北京市朝阳区的老人学摄影。", "朝阳区 北京"),
        ("辽宁省朝阳市的老人学摄影。", "朝阳市 辽宁"),
        ("长春的老人在朝阳区学摄影。", "朝阳区 吉林"),
        ("南京的老人在鼓楼区学摄影。", "鼓楼区 江苏"),
        ("福州的老人在鼓楼区学摄影。", "鼓楼区 福建"),
        ("青海省海南州的牧民学摄影。", "海南州 青海"),
        ("吉林省吉林市的老人学摄影。", "吉林市 吉林"),
        ("湖南永州新田的老人学摄影。", "新田 湖南"),
        ("广东省中山市的老人学摄影。", "中山市 广东"),
        ("内蒙古乌海市海南区的老人学摄影。", "海南区 内蒙古"),
    ];
    for (text, expected) in cases {
        assert!(places(text).contains(&expected.to_owned()), "{text} {:?}", places(text));
    }
}

#[test]
fn words_that_only_look_like_places_are_none() {
    let texts = [
        "孙中山先生的信。",
        "他穿过南京路，走到中山公园。",
        "人们向往和平，也喜欢朝阳。",
        "钟鼓楼下有人下棋。",
        "黄河南岸的柳树绿了。",
        "各地创新乡村治理。",
        "他们重大庆典不铺张。",
        "沿着太行山东麓走。",
        "上海合作组织秘书处的灯亮着。",
        "云南白药和大理石都在货架上。",
        "“安溪”小队带着孩子。",
        "泡一杯普洱茶，配一块苏州月饼。",
        "从北京时间八点算起。",
        "航班飞往亚特兰大。",
        "县域经济和县域内的路。",
        "京沪高铁上的列车员。",
        "青藏高原的云。",
    ];
    for text in texts {
        assert_eq!(places(text), [] as [String; 0], "{text}");
    }
}

#[test]
fn places_come_once_and_in_order() {
    assert_eq!(places("漯河的车开往郑州，郑州的车开往漯河市。"), ["漯河 河南", "郑州 河南", "漯河市 河南"]);
    assert_eq!(places("川渝的车。"), ["川渝 重庆", "川渝 四川"]);
    assert_eq!(places("长三角的车。"), [] as [String; 0]);
}

#[test]
fn the_words_that_decided_are_kept() {
    let article = filled(story("漯河的面粉卖得远", &["面粉销往各地。"]));
    assert_eq!(article.province_evidence, ["漯河的面粉卖得远"]);
    let article = filled(story("面粉卖得远", &["本报郑州3月9日电（记者石岩）面粉销往各地。"]));
    assert_eq!(article.province_evidence, ["郑州"]);
}

#[test]
fn a_torn_name_is_read_over_the_seam() {
    let mut article = story("面粉卖得远", &["记者在漯", "面粉"]);
    let second = article.blocks.remove(1).fragments;
    article.blocks[0].fragments.extend(second);
    article.blocks[0].fragments[1].text = "河市看到，漯河的面粉销往各地。".to_owned();
    assert_eq!(filled(article).provinces, [Province::Henan]);
}

#[test]
fn the_paper_of_a_province_has_no_city_of_its_own() {
    let about_home = |paper: &str, text: &str| {
        let label = Furniture {
            line: LineNumber(1),
            text: format!("{paper} 2024年3月9日 星期六 第5版"),
            kind: FurnitureKind::PageLabel,
        };
        let articles = vec![story("公园延时开放", &[text])];
        let mut page = Page { articles, furniture: vec![label], ..Page::default() };
        fill(&mut page);
        page.articles.remove(0).provinces
    };
    assert_eq!(about_home("河南日报", "我市十座公园延时开放。"), []);
    assert_eq!(about_home("河南日报", "我省十座公园延时开放。"), [Province::Henan]);
    assert_eq!(about_home("杭州日报", "我市十座公园延时开放。"), [Province::Zhejiang]);
    assert_eq!(about_home("天津日报", "我市十座公园延时开放。"), [Province::Tianjin]);
}

#[test]
fn a_local_paper_knows_its_own_city() {
    let label =
        |text: &str| Furniture { line: LineNumber(1), text: text.to_owned(), kind: FurnitureKind::PageLabel };
    let mut page = Page {
        articles: vec![story("公园延时开放", &["本市十座公园延时开放。"])],
        ..Page::default()
    };
    page.furniture.push(label("新民晚报 2024年3月9日 星期六 第5版 社区"));
    fill(&mut page);
    assert_eq!(page.publication.as_deref(), Some("新民晚报"));
    assert_eq!((page.date, page.page_number), (Some(jiff::civil::date(2024, 3, 9)), Some(5)));
    assert_eq!(page.page_name.as_deref(), Some("社区"));
    assert_eq!(page.articles[0].provinces, [Province::Shanghai]);
}

#[test]
fn the_text_is_trusted_before_the_path_and_the_path_before_a_dateline() {
    let opener = "科技日报杭州3月9日电（记者石岩）桥修好了。";
    let page = |path: &str, labels: &[&str]| {
        let furniture = labels.iter().map(|text| Furniture {
            line: LineNumber(1),
            text: (*text).to_owned(),
            kind: FurnitureKind::PageLabel,
        });
        let mut page = Page {
            path: path.into(),
            articles: vec![story("桥", &[opener])],
            furniture: furniture.collect(),
            ..Page::default()
        };
        fill(&mut page);
        page
    };
    let printed = page("rmrb_20240311_4.txt", &["2024年3月10日 第2版"]);
    assert_eq!((printed.date, printed.page_number), (Some(jiff::civil::date(2024, 3, 10)), Some(2)));
    assert_eq!(printed.publication.as_deref(), Some("科技日报"));
    let by_path = page("rmrb_20240311_4.txt", &[]);
    assert_eq!((by_path.date, by_path.page_number), (Some(jiff::civil::date(2024, 3, 11)), Some(4)));
    assert_eq!(page("2024/桥.txt", &[]).date, Some(jiff::civil::date(2024, 3, 9)));
    assert_eq!(page("桥.txt", &[]).date, None);
}

#[test]
fn writers_are_found_wherever_they_stand() {
    let at_end = |text: &str| filled(story("桥", &["桥修好了。", text])).authors;
    assert_eq!(at_end("老人们站在桥头。（记者石岩 通讯员方小禾）"), ["石岩", "方小禾"]);
    assert_eq!(at_end("老人们站在桥头。（石岩）"), ["石岩"]);
    assert_eq!(at_end("老人们站在桥头。本报记者 石岩"), ["石岩"]);
    assert_eq!(at_end("老人们站在桥头（河西）"), [] as [String; 0]);
    assert_eq!(at_end("老人们站在桥头。"), [] as [String; 0]);
    let mut with_byline = story("桥", &["桥修好了。（记者方小禾）"]);
    with_byline.byline =
        Some(Heading { text: "◎本报记者 石岩".to_owned(), lines: vec![LineNumber(2)] });
    assert_eq!(filled(with_byline).authors, ["石岩"]);
    assert_eq!(filled(story("桥", &["本报记者 石岩", "桥修好了。"])).authors, ["石岩"]);
    let at_start = |text: &str| filled(story("桥", &[text, "老人们站在桥头。"])).authors;
    assert_eq!(at_start("本报记者石岩报道 桥修好了。"), ["石岩"]);
    assert_eq!(at_start("本报记者 石岩 方小禾 杭州报道：桥修好了。"), ["石岩", "方小禾"]);
    for text in ["本报记者在桥头看到，桥修好了。", "本报记者在桥头报道 桥修好了。"]
    {
        assert_eq!(at_start(text), [] as [String; 0], "{text}");
    }
    assert_eq!(filled(story("桥", &["近日，桥修好了。"])).authors, [] as [String; 0]);
}

#[test]
fn pages_in_traditional_characters_are_read_too() {
    let body = [
        "本報臺北３月９日電（記者林聽雨）老街沒有一條是直的。",
        "花蓮縣的風比臺北的風大，東區的街比西區的街長。",
    ];
    let article = filled(story("臺灣鹿港的老街", &body));
    assert_eq!(article.provinces, [Province::Taiwan]);
    assert_eq!(article.authors, ["林聽雨"]);
    assert_eq!(article.dateline.and_then(|dateline| dateline.place).as_deref(), Some("臺北"));
    let names: Vec<&str> = article.places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(names, ["臺灣", "花蓮縣", "臺北"]);
    let mut with_byline = story("老街", &["老街沒有一條是直的。"]);
    with_byline.byline =
        Some(Heading { text: "本報記者 張 晔 趙子龍".to_owned(), lines: vec![LineNumber(2)] });
    assert_eq!(filled(with_byline).authors, ["張晔", "趙子龍"]);
}

#[test]
fn a_story_in_dialect_is_at_home_where_it_is_printed() {
    let wu = "阿拉小辰光住辣河边，侪欢喜到桥头白相。侬讲搿座桥有啥好看？桥洞里个水老清爽，鱼邪气多，阿拉一蹲就是一个下半日。";
    assert_eq!(about("桥头个夏天", &[wu]), ["上海"]);
    let cantonese =
        "佢喺街口賣咗三十年魚，日日四點起身。街坊話啲魚唔新鮮嘅時候佢會照直講，所以人哋都信佢，冇人講價。";
    let home = |text: &str, traditional: bool| {
        let mut page = Page { articles: vec![story("街口的魚檔", &[text])], ..Page::default() };
        if traditional {
            page.articles
                .push(story("", &["這個國家的報紙還沒有發過這樣長的報導，讀者們說，應該多寫這樣的事。"]));
        }
        fill(&mut page);
        page.articles[0].provinces.iter().map(|province| province.short()).collect::<Vec<_>>()
    };
    assert_eq!(home(cantonese, true), ["香港"]);
    let simplified =
        "佢喺街口卖咗三十年鱼，日日四点起身。街坊话啲鱼唔新鲜嘅时候佢会照直讲，所以人哋都信佢，冇人讲价。";
    assert_eq!(home(simplified, false), ["广东"]);
    // A quotation makes no dialect, and a place that is named counts for more.
    let quoted = "老人笑着说：“阿拉小辰光哪有这样的桥。”桥是去年修的，长一百二十米，两边装了栏杆，孩子们放学以后都从上面走，家长也放心。";
    assert_eq!(about("一座新桥", &[quoted]), [""; 0]);
    assert_eq!(about("宁波桥头个夏天", &[wu]), ["浙江"]);
}

#[test]
fn a_summary_does_not_hide_the_opener_below_it() {
    let article = filled(story(
        "岛际航班恢复",
        &[
            "请旅客提前一小时到码头候船，留意广播",
            "本报青岛3月5日电（记者陆远）从明天起，各岛的航班全部恢复。",
        ],
    ));
    assert_eq!(article.authors, ["陆远"]);
    assert_eq!(article.dateline.and_then(|dateline| dateline.place).as_deref(), Some("青岛"));
    // What stands below a paragraph of running text opens another report.
    let article = filled(story(
        "岛际航班恢复",
        &["旅客提前一小时到码头候船。", "本报青岛3月5日电（记者陆远）从明天起，各岛的航班全部恢复。"],
    ));
    assert_eq!(article.dateline, None);
}
