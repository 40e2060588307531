//! What may be a person's name and what is a title before it. Used by bylines and credits.

use crate::ingest::lines::is_han;
use crate::ingest::word_list::Words;

/// Family names, from 百家姓 and today's registers.
const FAMILY_NAMES: &str = "麦覃邝亓苟粟练赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督晋楚闫法汝鄢涂钦岳帅缑亢况郈有琴归海墨哈谯笪年爱阳佟言福南付代雒颉操俱宰侍邸苑仝晁炅佘展果初信冼揭矫原肇敬赫扎次洛格央才旦平措多加";

/// Whether a name may begin with this character.
pub(crate) fn may_begin_name(c: char) -> bool {
    FAMILY_NAMES.contains(c)
}

/// Whether these characters look like one person's name: 2–4 ideographs, or parts joined by ·.
pub(crate) fn is_name(word: &[char]) -> bool {
    if word.contains(&'·') {
        return word.len() <= 14 && word.iter().all(|&c| is_han(c) || c == '·');
    }
    (2..=4).contains(&word.len()) && word.iter().all(|&c| is_han(c))
}

/// Whether these characters very likely are a name: also the family name is known.
pub(crate) fn is_likely_name(word: &[char]) -> bool {
    is_name(word)
        && word.first().is_some_and(|&c| may_begin_name(c))
        && word.len() <= 3 + usize::from(word.contains(&'·')) * 11
}

/// Titles that stand before names in a byline; the longest that fits is taken.
static TITLES: Words = Words::new(&[
    "记者",
    "通讯员",
    "特约记者",
    "实习记者",
    "见习记者",
    "首席记者",
    "实习生",
    "特派记者",
    "驻站记者",
    "全媒体记者",
    "摄影记者",
    "评论员",
    "特约评论员",
    "特约通讯员",
    "撰稿",
    "编译",
    "整理",
    "策划",
    "采写",
    "编辑",
    "统筹",
    "文",
    "图",
    "文图",
    "图文",
    "摄影",
    "撰文",
    "报道",
    "摄影报道",
    "文字",
    "作者",
    "观察员",
    "特约撰稿人",
    "特约撰稿",
    "记者站",
    "口述",
    "讲述",
    "翻译",
    "特派员",
    "文并摄",
    "文并图",
]);
/// What may stand before a title.
static PAPERS: Words = Words::new(&[
    "本报",
    "本刊",
    "本社",
    "本网",
    "科技日报",
    "人民日报",
    "新华社",
    "中新社",
    "经济日报",
    "光明日报",
    "工人日报",
    "农民日报",
    "全媒体",
    "驻",
    "首席",
    "高级",
    "见习",
    "实习",
    "特约",
    "特派",
    "融媒体",
    "联合报道组",
]);

/// How many characters of titles stand at the start of `word`: 本报记者 → 4, 记者江耘 → 2, 江耘 → 0.
pub(crate) fn title_length(word: &[char]) -> usize {
    let mut at = house_length(word);
    loop {
        let rest = &word[at..];
        let words = PAPERS.opening(rest).chain(TITLES.opening(rest));
        match words.map(|word| word.chars().count()).max() {
            Some(length) => at += length + post_length(&rest[..length], &rest[length..]),
            None => return at,
        }
    }
}

/// The name of the paper, agency or station that a reporter writes for: 河湾都市报记者, 河湾网通讯员.
fn house_length(word: &[char]) -> usize {
    const LONGEST_HOUSE: usize = 10;
    let is_house =
        |at: &usize| matches!(word[at - 1], '报' | '社' | '网' | '台' | '刊') && REPORTERS.open(&word[*at..]);
    let end = (3..=LONGEST_HOUSE.min(word.len())).find(is_house).unwrap_or_default();
    if word[..end].iter().all(|&c| is_han(c)) { end } else { 0 }
}

/// Titles that stand behind the name of a house.
static REPORTERS: Words =
    Words::new(&["记者", "通讯员", "特约", "全媒体记者", "见习记者", "实习", "首席", "驻", "评论员"]);

/// Where a reporter is posted, between 驻 and 记者: 本报驻河湾记者 陆远. Not every 驻 has it (驻站记者).
fn post_length(title: &[char], behind: &[char]) -> usize {
    const LONGEST_POST: usize = 8;
    if title != ['驻'] {
        return 0;
    }
    let is_reporter = |at: &usize| behind[*at..].starts_with(&['记', '者']);
    let post = (0..behind.len().min(LONGEST_POST + 1)).find(is_reporter).unwrap_or_default();
    if behind[..post].iter().all(|&c| is_han(c)) { post } else { 0 }
}
