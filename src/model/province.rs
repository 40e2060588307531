//! The 34 province-level divisions of China, in the order of their GB/T 2260 codes.

/// A province-level division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Province {
    /// 北京市.
    Beijing,
    /// 天津市.
    Tianjin,
    /// 河北省.
    Hebei,
    /// 山西省.
    Shanxi,
    /// 内蒙古自治区.
    InnerMongolia,
    /// 辽宁省.
    Liaoning,
    /// 吉林省.
    Jilin,
    /// 黑龙江省.
    Heilongjiang,
    /// 上海市.
    Shanghai,
    /// 江苏省.
    Jiangsu,
    /// 浙江省.
    Zhejiang,
    /// 安徽省.
    Anhui,
    /// 福建省.
    Fujian,
    /// 江西省.
    Jiangxi,
    /// 山东省.
    Shandong,
    /// 河南省.
    Henan,
    /// 湖北省.
    Hubei,
    /// 湖南省.
    Hunan,
    /// 广东省.
    Guangdong,
    /// 广西壮族自治区.
    Guangxi,
    /// 海南省.
    Hainan,
    /// 重庆市.
    Chongqing,
    /// 四川省.
    Sichuan,
    /// 贵州省.
    Guizhou,
    /// 云南省.
    Yunnan,
    /// 西藏自治区.
    Tibet,
    /// 陕西省.
    Shaanxi,
    /// 甘肃省.
    Gansu,
    /// 青海省.
    Qinghai,
    /// 宁夏回族自治区.
    Ningxia,
    /// 新疆维吾尔自治区.
    Xinjiang,
    /// 台湾省.
    Taiwan,
    /// 香港特别行政区.
    HongKong,
    /// 澳门特别行政区.
    Macau,
}

/// What a division is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProvinceNames {
    /// The full name, such as 河南省.
    pub full: &'static str,
    /// The short name that a paper uses, such as 河南.
    pub short: &'static str,
    /// The name of one character, such as 豫.
    pub single: &'static str,
    /// The official spelling in Latin letters without tones, such as `henan` and `shaanxi`.
    pub latin: &'static str,
    /// The GB/T 2260 code.
    pub code: u32,
}

const NAMES: [ProvinceNames; 34] = [
    ProvinceNames { full: "北京市", short: "北京", single: "京", latin: "beijing", code: 110_000 },
    ProvinceNames { full: "天津市", short: "天津", single: "津", latin: "tianjin", code: 120_000 },
    ProvinceNames { full: "河北省", short: "河北", single: "冀", latin: "hebei", code: 130_000 },
    ProvinceNames { full: "山西省", short: "山西", single: "晋", latin: "shanxi", code: 140_000 },
    ProvinceNames {
        full: "内蒙古自治区", short: "内蒙古", single: "蒙", latin: "neimenggu", code: 150_000
    },
    ProvinceNames { full: "辽宁省", short: "辽宁", single: "辽", latin: "liaoning", code: 210_000 },
    ProvinceNames { full: "吉林省", short: "吉林", single: "吉", latin: "jilin", code: 220_000 },
    ProvinceNames {
        full: "黑龙江省", short: "黑龙江", single: "黑", latin: "heilongjiang", code: 230_000
    },
    ProvinceNames { full: "上海市", short: "上海", single: "沪", latin: "shanghai", code: 310_000 },
    ProvinceNames { full: "江苏省", short: "江苏", single: "苏", latin: "jiangsu", code: 320_000 },
    ProvinceNames { full: "浙江省", short: "浙江", single: "浙", latin: "zhejiang", code: 330_000 },
    ProvinceNames { full: "安徽省", short: "安徽", single: "皖", latin: "anhui", code: 340_000 },
    ProvinceNames { full: "福建省", short: "福建", single: "闽", latin: "fujian", code: 350_000 },
    ProvinceNames { full: "江西省", short: "江西", single: "赣", latin: "jiangxi", code: 360_000 },
    ProvinceNames { full: "山东省", short: "山东", single: "鲁", latin: "shandong", code: 370_000 },
    ProvinceNames { full: "河南省", short: "河南", single: "豫", latin: "henan", code: 410_000 },
    ProvinceNames { full: "湖北省", short: "湖北", single: "鄂", latin: "hubei", code: 420_000 },
    ProvinceNames { full: "湖南省", short: "湖南", single: "湘", latin: "hunan", code: 430_000 },
    ProvinceNames { full: "广东省", short: "广东", single: "粤", latin: "guangdong", code: 440_000 },
    ProvinceNames {
        full: "广西壮族自治区", short: "广西", single: "桂", latin: "guangxi", code: 450_000
    },
    ProvinceNames { full: "海南省", short: "海南", single: "琼", latin: "hainan", code: 460_000 },
    ProvinceNames { full: "重庆市", short: "重庆", single: "渝", latin: "chongqing", code: 500_000 },
    ProvinceNames { full: "四川省", short: "四川", single: "川", latin: "sichuan", code: 510_000 },
    ProvinceNames { full: "贵州省", short: "贵州", single: "黔", latin: "guizhou", code: 520_000 },
    ProvinceNames { full: "云南省", short: "云南", single: "滇", latin: "yunnan", code: 530_000 },
    ProvinceNames { full: "西藏自治区", short: "西藏", single: "藏", latin: "xizang", code: 540_000 },
    ProvinceNames { full: "陕西省", short: "陕西", single: "陕", latin: "shaanxi", code: 610_000 },
    ProvinceNames { full: "甘肃省", short: "甘肃", single: "甘", latin: "gansu", code: 620_000 },
    ProvinceNames { full: "青海省", short: "青海", single: "青", latin: "qinghai", code: 630_000 },
    ProvinceNames {
        full: "宁夏回族自治区", short: "宁夏", single: "宁", latin: "ningxia", code: 640_000
    },
    ProvinceNames {
        full: "新疆维吾尔自治区", short: "新疆", single: "新", latin: "xinjiang", code: 650_000
    },
    ProvinceNames { full: "台湾省", short: "台湾", single: "台", latin: "taiwan", code: 710_000 },
    ProvinceNames {
        full: "香港特别行政区", short: "香港", single: "港", latin: "xianggang", code: 810_000
    },
    ProvinceNames {
        full: "澳门特别行政区", short: "澳门", single: "澳", latin: "aomen", code: 820_000
    },
];

impl Province {
    /// All divisions, in the order of their codes.
    pub const ALL: [Self; 34] = [
        Self::Beijing,
        Self::Tianjin,
        Self::Hebei,
        Self::Shanxi,
        Self::InnerMongolia,
        Self::Liaoning,
        Self::Jilin,
        Self::Heilongjiang,
        Self::Shanghai,
        Self::Jiangsu,
        Self::Zhejiang,
        Self::Anhui,
        Self::Fujian,
        Self::Jiangxi,
        Self::Shandong,
        Self::Henan,
        Self::Hubei,
        Self::Hunan,
        Self::Guangdong,
        Self::Guangxi,
        Self::Hainan,
        Self::Chongqing,
        Self::Sichuan,
        Self::Guizhou,
        Self::Yunnan,
        Self::Tibet,
        Self::Shaanxi,
        Self::Gansu,
        Self::Qinghai,
        Self::Ningxia,
        Self::Xinjiang,
        Self::Taiwan,
        Self::HongKong,
        Self::Macau,
    ];

    /// The names of the division.
    pub const fn names(self) -> &'static ProvinceNames {
        &NAMES[self as usize]
    }

    /// The short name, such as 河南.
    pub const fn short(self) -> &'static str {
        self.names().short
    }

    /// The division with this place in [`Self::ALL`].
    pub fn from_index(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }

    /// The division with exactly this full, short, one-character or Latin name.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::ALL.into_iter().find(|province| {
            let names = province.names();
            [names.full, names.short, names.single].contains(&name) || names.latin.eq_ignore_ascii_case(name)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_leads_to_its_own_division() {
        for (index, province) in Province::ALL.into_iter().enumerate() {
            assert_eq!(Province::from_index(index), Some(province));
            let names = province.names();
            for name in [names.full, names.short, names.single, names.latin] {
                assert_eq!(Province::from_name(name), Some(province), "{name}");
            }
        }
    }
}
