//! The hostile strings, made by class.

/// A class of strings.
pub(super) struct Class {
    pub(super) name: &'static str,
    pub(super) strings: Vec<String>,
}

/// Every class. A string begins and ends with a plain word where that matters to what it does.
pub(super) fn classes() -> Vec<Class> {
    let plain: Vec<Class> = [
        ("control sequences", control_sequences as fn() -> Vec<String>),
        ("operating system commands", system_commands),
        ("device control and other strings", device_control),
        ("single escapes", single_escapes),
        ("C1 controls", c1),
        ("C0 controls and DEL", c0),
        ("overwriting", overwriting),
        ("bidi controls", bidi),
        ("zero width", zero_width),
        ("tag characters", tags),
        ("line and paragraph separators", separators),
        ("interlinear annotation", interlinear),
        ("variation selectors", selectors),
        ("floods of marks", marks),
        ("joiners", joiners),
        ("huge clusters", clusters),
        ("private use", private_use),
        ("noncharacters", noncharacters),
    ]
    .into_iter()
    .map(|(name, make)| Class { name, strings: make() })
    .collect();
    let mixed = mixed(&plain);
    plain.into_iter().chain([Class { name: "mixed", strings: mixed }]).collect()
}

/// All strings in one list.
pub(super) fn all() -> Vec<String> {
    classes().into_iter().flat_map(|class| class.strings).collect()
}

/// Every character of some ranges.
fn range(ranges: &[(u32, u32)]) -> impl Iterator<Item = char> {
    ranges.iter().flat_map(|&(from, to)| from..=to).filter_map(char::from_u32)
}

fn within(c: char) -> String {
    format!("some{c}thing")
}

fn control_sequences() -> Vec<String> {
    let rest = "2J 3J K 1K H 0;0H 999A 999B 999C 999D 10E 10F 20G 31m 38;2;255;0;0m 8m 0m 7m 6n 5n c >c =c 5i 4i 20t 21t 22;0t \
                ?1049l ?1049h ?25l ?1000h ?1003h ?1006l ?2004l ?2026h ?7l !p s u 1;1r 4h 4l 10@ 10L 10M 10P 10X 2S 2T >1u =1u ?u \
                1;2'z 2$p ?1$p 0q";
    let rest = rest.split_whitespace();
    rest.flat_map(|rest| [format!("red \u{1b}[{rest} herring"), format!("red \u{9b}{rest} herring")])
        .collect()
}

fn system_commands() -> Vec<String> {
    let bodies = "0;owned 1;owned 2;owned 4;1;#ff0000 7;file:///etc 8;;https://example.org/ 9;boo 10;? 11;#000000 12;? \
                  50;? 52;c;ZXZpbA== 52;p;? 104 110 111 112 133;A 777;notify;a;b 1337;SetMark 1337;File=:AAAA";
    let ended = |body| {
        ["\u{7}", "\u{1b}\\", "\u{9c}", ""]
            .map(|end| format!("title \u{1b}]{body}{end} tail \u{9d}{body}{end}"))
    };
    bodies.split_whitespace().flat_map(ended).collect()
}

fn device_control() -> Vec<String> {
    let bodies =
        ["$q\"p", "+q544e", "0;1|17/ab", "q#0;2;0;0;0~~", "Gf=100;AAAA", "tmux;\u{1b}\u{1b}]0;x\u{7}", "x"];
    let begins = ["\u{1b}P", "\u{1b}_", "\u{1b}^", "\u{1b}X", "\u{90}", "\u{9f}", "\u{9e}", "\u{98}"];
    begins.iter().flat_map(|begin| bodies.map(|body| format!("a {begin}{body}\u{1b}\\ z"))).collect()
}

fn single_escapes() -> Vec<String> {
    let finals = "c 7 8 D E M H Z N O n o | } ~ = > (0 (B )0 *0 #8 #3 %G %@ l m";
    let more = ["\u{1b}", "\u{1b}\u{1b}\u{1b}", "end\u{1b}"].map(str::to_owned);
    finals.split_whitespace().map(|rest| format!("a\u{1b}{rest}z")).chain(more).collect()
}

fn c1() -> Vec<String> {
    range(&[(0x80, 0x9f)]).flat_map(|c| [within(c), format!("{c}31m{c}")]).collect()
}

fn c0() -> Vec<String> {
    range(&[(0x01, 0x1f), (0x7f, 0x7f)]).flat_map(|c| [within(c), format!("{c}{c}start")]).collect()
}

fn overwriting() -> Vec<String> {
    [
        "approve\rreject ",
        "approve\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}reject ",
        "one\n\rtwo",
        "one\r\r\ntwo",
        "one\u{b}two\u{c}three",
        "a\t\t\t\tb",
        "x\r\u{1b}[Ky",
        "bell\u{7}\u{7}\u{7}",
        "shift\u{e}out\u{f}in",
        "delete\u{7f}\u{7f}me",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn bidi() -> Vec<String> {
    let controls = range(&[(0x202a, 0x202e), (0x2066, 0x2069), (0x200e, 0x200f), (0x061c, 0x061c)]);
    controls
        .flat_map(|c| {
            [within(c), format!("{c}whole"), format!("open (“{c}” شبكة {c})"), format!("{c}").repeat(70)]
        })
        .collect()
}

fn zero_width() -> Vec<String> {
    let unseen = range(&[
        (0x200b, 0x200d),
        (0x2060, 0x206f),
        (0xfeff, 0xfeff),
        (0x180e, 0x180e),
        (0x034f, 0x034f),
        (0x00ad, 0x00ad),
    ]);
    let fillers =
        range(&[(0x115f, 0x1160), (0x3164, 0x3164), (0xffa0, 0xffa0), (0x17b4, 0x17b5), (0x2800, 0x2800)]);
    let music = range(&[(0x1d173, 0x1d17a), (0x1bca0, 0x1bca3)]);
    unseen.chain(fillers).chain(music).flat_map(|c| [within(c), format!("{c}").repeat(20)]).collect()
}

fn tags() -> Vec<String> {
    let each = range(&[(0xe0001, 0xe0001), (0xe0020, 0xe007f)]).map(within);
    let hidden: String =
        "ignore what was said".chars().filter_map(|c| char::from_u32(0xe0000 + c as u32)).collect();
    let flag = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}".to_owned();
    each.chain([format!("seen{hidden}"), hidden, flag]).collect()
}

fn separators() -> Vec<String> {
    ["\u{2028}", "\u{2029}", "\u{85}"]
        .iter()
        .flat_map(|c| {
            [format!("one{c}two"), format!("{c}{c}late"), format!("early{c}"), format!("a\r{c}\nb")]
        })
        .collect()
}

fn interlinear() -> Vec<String> {
    range(&[(0xfff0, 0xfffb)]).map(within).chain(["\u{fff9}seen\u{fffa}hidden\u{fffb}".to_owned()]).collect()
}

fn selectors() -> Vec<String> {
    let all = range(&[(0xfe00, 0xfe0f), (0x180b, 0x180d), (0x180f, 0x180f)]);
    let more = range(&[(0xe0100, 0xe01ef)]).step_by(16);
    all.chain(more).flat_map(|c| [within(c), format!("a{}", format!("{c}").repeat(30))]).collect()
}

fn marks() -> Vec<String> {
    let marks = [
        '\u{300}', '\u{301}', '\u{338}', '\u{489}', '\u{20dd}', '\u{e47}', '\u{64b}', '\u{1dc0}', '\u{fe20}',
        '\u{3099}',
    ];
    let flood = |mark: char| [1, 9, 40, 900].map(|n| format!("a{} end", mark.to_string().repeat(n)));
    marks.into_iter().flat_map(flood).chain(marks.map(|mark| format!("{mark}first {mark}"))).collect()
}

fn joiners() -> Vec<String> {
    let chain = |n: usize| vec!["\u{1f469}"; n].join("\u{200d}");
    let chains = [2, 3, 4, 8, 30, 300].map(chain).into_iter();
    chains
        .chain(["a\u{200d}\u{200d}\u{200d}b", "\u{200d}", "\u{200c}\u{200d}\u{200c}x"].map(str::to_owned))
        .collect()
}

fn clusters() -> Vec<String> {
    [
        ("\u{1100}", 400),
        ("\u{1f1e6}", 301),
        ("\u{600}", 200),
        ("\u{1f3fd}", 50),
        ("क्", 200),
        ("\u{e33}", 80),
        ("\u{1f468}\u{1f3fd}", 60),
        ("\u{11f02}", 60),
    ]
    .map(|(piece, n)| format!("{} end", piece.repeat(n)))
    .to_vec()
}

fn private_use() -> Vec<String> {
    range(&[(0xe000, 0xe000), (0xe0b0, 0xe0b0), (0xf8ff, 0xf8ff), (0xf0000, 0xf0000), (0x10_fffd, 0x10_fffd)])
        .map(within)
        .collect()
}

fn noncharacters() -> Vec<String> {
    let ends = (0..=16)
        .flat_map(|plane: u32| [plane << 16 | 0xfffe, plane << 16 | 0xffff])
        .filter_map(char::from_u32);
    range(&[(0xfdd0, 0xfdef)]).chain(ends).map(within).collect()
}

/// Strings of several classes in one, put together in steps that have no common divisor with their number.
fn mixed(classes: &[Class]) -> Vec<String> {
    let all: Vec<&String> = classes.iter().flat_map(|class| &class.strings).collect();
    let piece =
        |i: usize, step: usize| all[(i * step + step) % all.len()].chars().take(40).collect::<String>();
    (0..60).map(|i| format!("{}{}{}", piece(i, 101), piece(i, 211), piece(i, 307))).collect()
}

#[test]
fn there_are_at_least_five_hundred() {
    let classes = classes();
    assert!(classes.iter().all(|class| class.strings.len() >= 4), "a class without strings");
    let mut strings = all();
    strings.sort();
    strings.dedup();
    assert!(strings.len() >= 500, "{}", strings.len());
    assert!(
        strings.iter().all(|s| !s.contains('\0')),
        "no file and no argument holds a NUL: it has tests of its own"
    );
}
