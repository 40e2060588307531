//! Made-up headlines, the same in every run.

/// Words that newspapers use, put together by a small generator: the common ones far more often.
pub(crate) fn make_headlines(count: usize) -> Vec<String> {
    const WORDS: &str = "发展 创新 科技 中国 经济 建设 企业 农业 农村 乡村 振兴 产业 新 技术 研究 高质量 推动 加快 \
        河南 湖南 海南 河北 广东 江苏 浙江 四川 西藏 新疆 郑州 武汉 成都 拉萨 的 了 与 在 为 让 把 小麦 水稻 农田 \
        高标准 春耕 秋收 丰收 粮食 种子 人工智能 机器人 大模型 芯片 量子 卫星 航天 火箭 实验室 科学家 院士 青年 \
        人才 大学 高校 教育 学生 老师 医院 健康 医疗 药物 疫苗 生态 环境 保护 湿地 长江 黄河 水利 防汛 抗旱 \
        能源 新能源 光伏 风电 电池 汽车 高铁 铁路 机场 港口 开放 合作 贸易 投资 市场 消费 文化 旅游 博物馆 非遗 \
        体育 比赛 冠军 世界 国际 一带一路 论坛 大会 会议 召开 开幕 启动 发布 首个 首次 全国 我国 今年 去年 增长 突破 \
        提升 改革 政策 服务 社区 群众 生活 幸福 老人 孩子 故事 走进 记者 观察 一线 基层 干部 党员 先锋 模范 \
        数字 数据 网络 平台 智慧 城市 交通 安全 应急 消防 法治 司法 检察 法院 AI 5G OLED 6G 3D VR ， ： 、 “ ” ！ \
        山区 草原 沙漠 海洋 岛屿 渔民 牧民 果园 茶叶 苹果 柑橘 蔬菜 大棚 养殖 生猪 奶牛 竹子 花卉 林业 造林 \
        深海 极地 冰川 气候 碳 减排 绿色 低碳 循环 材料 石墨烯 合金 纳米 显微镜 望远镜 天文 月球 火星 考古 遗址";
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut characters: Vec<char> = WORDS.chars().filter(|c| *c >= '\u{4E00}').collect();
    characters.sort_unstable();
    characters.dedup();
    // The rarer half of what a newspaper prints.
    characters.extend(('\u{5000}'..'\u{5800}').step_by(3));
    let mut state: u64 = 0x5EED;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below
    };
    let headline = |_| {
        let mut text = String::new();
        for _ in 0..5 + random(5) {
            // Two words of five are of the list, those at its head twice as often; the others are any two characters
            // of its own, as the thousands of names and terms are that no list of words has.
            if random(5) < 2 {
                text.push_str(words[random(words.len()).min(random(words.len()))]);
            } else {
                text.extend([characters[random(characters.len())], characters[random(characters.len())]]);
            }
        }
        text
    };
    (0..count).map(headline).collect()
}
