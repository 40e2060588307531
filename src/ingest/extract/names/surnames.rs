//! Surnames: the list of a school book and those of minorities that are common in print.

use crate::text::fold::fold_char;

/// Surnames of one character, the common ones first.
const SINGLE: &str = "\
王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆\
汪范金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易\
乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙\
鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬\
师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位\
厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘\
亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由茆双\
竺濮郇佴邴颉操过都从侍俱宰鄂仉麴后缑逄眭郏暴訾凤佀忻牧山弓隗谯车才木仁水过贡籍候延律朗苌德牙撒矫綦勇佐弘撖冮滑粘巨莽字禚种";

/// Surnames of two characters.
const DOUBLE: [&str; 34] = [
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "令狐", "慕容", "夏侯", "端木", "司徒", "长孙",
    "宇文", "轩辕", "南宫", "独孤", "公孙", "呼延", "闻人", "申屠", "太史", "钟离", "百里", "东郭", "西门",
    "淳于", "濮阳", "澹台", "赫连", "鲜于", "第五", "梁丘", "达瓦",
];

/// Whether a name can begin with this character as its surname.
pub(super) fn is_surname(c: char) -> bool {
    SINGLE.contains(c) || SINGLE.contains(fold_char(c))
}

/// How unlikely it is that a name begins with this surname; `None` if it is none.
pub(super) fn surname_cost(c: char) -> Option<u32> {
    let at = [c, fold_char(c)].into_iter().filter_map(|c| SINGLE.find(c)).min()?;
    let rank = SINGLE[..at].chars().count();
    // The first twenty surnames are those of half of all people, the first hundred of six in seven.
    Some(match rank {
        0..20 => 30,
        20..60 => 45,
        60..120 => 60,
        120..250 => 75,
        _ => 85,
    })
}

/// Characters that stand in given names most often.
const GIVEN: &str = "明国华文建志永军伟平海红玉丽英芳敏静秀娟燕杰强磊洋勇艳辉刚健亮峰超鹏飞波涛斌宇浩凯俊雨欣佳怡晨晓雪梅\
霞玲春生德福荣庆忠义新东小子思梓嘉婷慧颖洁琳莉倩丹娜莹萍淑桂珍兰云学世少维宏振兴智成金长立";

/// Surnames that hardly ever stand in a given name.
const ONLY_SURNAMES: &str =
    "王李张刘陈杨赵吴周徐孙朱胡郭罗郑梁谢宋韩冯邓曹彭曾董袁潘蒋蔡余杜魏苏吕丁沈姚卢姜崔谭陆范";

/// How unlikely it is that this character stands in a given name.
pub(super) fn given_cost(c: char) -> u32 {
    if GIVEN.contains(c) {
        48
    } else if ONLY_SURNAMES.contains(c) {
        75
    } else {
        62
    }
}

/// Whether these two characters are a surname together.
pub(super) fn is_double_surname(first: char, second: char) -> bool {
    DOUBLE.iter().any(|name| {
        let mut characters = name.chars();
        characters.next() == Some(first) && characters.next() == Some(second)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_surnames_are_known() {
        assert!("王石颉雍欧張趙".chars().all(is_surname));
        assert!(!"的了在是，".chars().any(is_surname));
        assert!(is_double_surname('欧', '阳'));
        assert!(!is_double_surname('张', '晔'));
    }
}
