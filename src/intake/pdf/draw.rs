//! Follows what a page draws: each letter with its place, size and look, long straight rules, and pictures.
//!
//! Letters are kept in the frame of their own direction: `x` grows along the writing and `y` upwards, whatever the angle
//! at which they stand on the page.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object, Stream};

use super::file::{File, Sheet, rectangle};
use super::fonts::{Font, Shown};
use super::lexer::{Lexer, Token};
use super::matrix::Matrix;

/// So deep drawings within drawings are followed.
const DEEPEST: usize = 12;

/// The most words of drawing that are followed on one page.
const MOST_WORDS: usize = 4 << 20;

/// The most letters that are read of one page.
const MOST_LETTERS: usize = 300_000;

/// The most saved states, and the most operands of one word.
const MOST_SAVED: usize = 512;
const MOST_OPERANDS: usize = 1 << 16;

/// The most rules that are kept of one page, and the shortest, in points.
const MOST_RULES: usize = 4_000;
const SHORTEST_RULE: f64 = 30.0;

/// The most pictures that are looked at on one page, and the least part of the page that one of them covers.
const MOST_PICTURES: usize = 400;
const LEAST_SHARE: f64 = 0.002;

/// A filled rectangle is a rule up to this thickness, in points.
const THICKEST_RULE: f64 = 3.0;

/// A letter where it stands.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: Rc<str>,
    pub(super) left: f64,
    pub(super) right: f64,
    /// The line on which it stands.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// The file has a blank before it.
    pub(super) spaced: bool,
    /// In degrees, against the clock.
    pub(super) angle: i32,
    /// The file says that it belongs to a header or footer.
    pub(super) furniture: bool,
}

/// A long straight line from left to right.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Rule {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
}

/// A picture, by the share of the page that it covers.
pub(super) struct Picture<'a> {
    pub(super) share: f64,
    pub(super) stream: Option<&'a Stream>,
}

/// All that a page draws.
#[derive(Default)]
pub(super) struct Drawn<'a> {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    pub(super) pictures: Vec<Picture<'a>>,
    pub(super) width: f64,
    pub(super) height: f64,
    /// Over one of the limits: what came after was not read.
    pub(super) cut: bool,
}

/// The fonts of a document, each read once.
#[derive(Default)]
pub(super) struct Fonts(HashMap<usize, Rc<Font>>);

impl Fonts {
    fn get(&mut self, file: &File, dict: &Dictionary) -> Rc<Font> {
        // Objects of the file stay where they are while it is read: their place tells them apart.
        let id = std::ptr::from_ref(dict) as usize;
        Rc::clone(self.0.entry(id).or_insert_with(|| Rc::new(Font::read(file, dict))))
    }
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Rc<Font>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

struct Pen<'a, 'f> {
    file: &'a File,
    fonts: &'f mut Fonts,
    /// Stands for fonts that are not there.
    missing: Rc<Font>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    /// For each marked stretch that is open, whether it is a header or footer.
    marked: Vec<bool>,
    path: Vec<(f64, f64)>,
    rules: Vec<Rule>,
    words: usize,
    drawn: Drawn<'a>,
}

/// Follows a page.
pub(super) fn page<'a>(file: &'a File, sheet: &Sheet<'a>, fonts: &mut Fonts) -> Drawn<'a> {
    let [left, bottom, right, top] = sheet.media;
    let (width, height) = (right - left, top - bottom);
    let turn = match sheet.turned {
        90 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width]),
        180 => Matrix([-1.0, 0.0, 0.0, -1.0, width, height]),
        270 => Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0]),
        _ => Matrix::IDENTITY,
    };
    let (width, height) = if sheet.turned % 180 == 90 { (height, width) } else { (width, height) };
    let state = State {
        ctm: Matrix::shift(-left, -bottom).then(turn),
        font: Rc::new(Font::missing()),
        size: 1.0,
        letter_space: 0.0,
        word_space: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut pen = Pen {
        file,
        fonts,
        missing: Rc::clone(&state.font),
        state: state.clone(),
        saved: Vec::new(),
        text: Matrix::IDENTITY,
        line: Matrix::IDENTITY,
        marked: Vec::new(),
        path: Vec::new(),
        rules: Vec::new(),
        words: 0,
        drawn: Drawn { width, height, ..Drawn::default() },
    };
    pen.run(&file.content(sheet.dict), sheet.resources, 0);
    pen.state = state;
    pen.saved.clear();
    pen.marked.clear();
    pen.annotations(sheet.dict);
    pen.drawn
}

impl<'a> Pen<'a, '_> {
    fn run(&mut self, content: &[u8], resources: Option<&'a Dictionary>, depth: usize) {
        let mut lexer = Lexer::new(content);
        let mut operands: Vec<Token> = Vec::new();
        while let Some(token) = lexer.next() {
            self.words += 1;
            if self.words > MOST_WORDS || self.drawn.glyphs.len() > MOST_LETTERS {
                self.drawn.cut = true;
                return;
            }
            let Token::Word(word) = &token else {
                if operands.len() < MOST_OPERANDS {
                    operands.push(token);
                }
                continue;
            };
            match word.as_slice() {
                b"ID" => {
                    lexer.skip_picture();
                    let share = self.share();
                    self.picture(share, None);
                }
                b"Do" => self.draw(&operands, resources, depth),
                b"Tf" => self.set_font(&operands, resources),
                b"BDC" | b"BMC" => self.mark(&operands, resources),
                word => self.word(word, &operands),
            }
            operands.clear();
        }
    }

    fn word(&mut self, word: &[u8], operands: &[Token]) {
        let numbers: Vec<f64> =
            operands.iter().filter_map(|t| if let Token::Number(n) = t { Some(*n) } else { None }).collect();
        let first = numbers.first().copied().unwrap_or(0.0);
        let second = numbers.get(1).copied().unwrap_or(0.0);
        match word {
            b"q" if self.saved.len() < MOST_SAVED => self.saved.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = Matrix::of(&numbers) {
                    self.state.ctm = matrix.then(self.state.ctm);
                }
            }
            b"BT" => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Tc" => self.state.letter_space = first,
            b"Tw" => self.state.word_space = first,
            b"Tz" => self.state.stretch = first / 100.0,
            b"TL" => self.state.leading = first,
            b"Ts" => self.state.rise = first,
            b"Td" => self.next_line(first, second),
            b"TD" => {
                self.state.leading = -second;
                self.next_line(first, second);
            }
            b"Tm" => {
                if let Some(matrix) = Matrix::of(&numbers) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" | b"TJ" => self.show(operands),
            b"'" | b"\"" => {
                if word == b"\"" {
                    (self.state.word_space, self.state.letter_space) = (first, second);
                }
                self.next_line(0.0, -self.state.leading);
                let text: Vec<Token> =
                    operands.iter().filter(|t| matches!(t, Token::Text(_))).cloned().collect();
                self.show(&text);
            }
            b"EMC" => drop(self.marked.pop()),
            _ => self.path_word(word, &numbers),
        }
    }

    /// Lines and rectangles that are drawn: only rules are of interest.
    fn path_word(&mut self, word: &[u8], numbers: &[f64]) {
        match (word, numbers) {
            (b"m" | b"l", [x, y]) => {
                let to = self.state.ctm.apply(*x, *y);
                if let (b"l", Some(from)) = (word, self.path.last()) {
                    let (left, right) = (from.0.min(to.0), from.0.max(to.0));
                    if (from.1 - to.1).abs() < 1.0 {
                        self.rules.push(Rule { left, right, y: to.1 });
                    }
                }
                self.path = vec![to];
            }
            (b"re", [x, y, width, height]) => {
                let [left, bottom, right, top] = self.state.ctm.around([*x, *y, x + width, y + height]);
                if top - bottom <= THICKEST_RULE {
                    self.rules.push(Rule { left, right, y: f64::midpoint(top, bottom) });
                } else {
                    // The edges of a cell that is framed or filled.
                    self.rules.extend([bottom, top].map(|y| Rule { left, right, y }));
                }
            }
            (b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*", _) => {
                let room = MOST_RULES.saturating_sub(self.drawn.rules.len());
                let (width, height) = (self.drawn.width, self.drawn.height);
                let is_rule = |r: &Rule| {
                    r.right - r.left >= SHORTEST_RULE
                        && r.right - r.left <= width
                        && (1.0..height - 1.0).contains(&r.y)
                };
                self.drawn.rules.extend(self.rules.drain(..).filter(is_rule).take(room));
                self.path.clear();
            }
            (b"n", _) => {
                self.rules.clear();
                self.path.clear();
            }
            _ => {}
        }
        self.rules.truncate(MOST_RULES);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    fn set_font(&mut self, operands: &[Token], resources: Option<&'a Dictionary>) {
        for operand in operands {
            match operand {
                Token::Number(size) => self.state.size = *size,
                Token::Name(name) => {
                    let fonts = resources.and_then(|r| self.file.dict(r, "Font"));
                    let dict = fonts.and_then(|f| self.file.resolve(f.get(name).ok()?)?.as_dict().ok());
                    self.state.font = match dict {
                        Some(dict) => self.fonts.get(self.file, dict),
                        None => Rc::clone(&self.missing),
                    };
                }
                _ => {}
            }
        }
    }

    fn mark(&mut self, operands: &[Token], resources: Option<&'a Dictionary>) {
        let is_furniture = |name: &[u8]| matches!(name, b"Pagination" | b"Header" | b"Footer");
        let mut names =
            operands.iter().filter_map(|t| if let Token::Name(n) = t { Some(n.as_slice()) } else { None });
        let is_artifact = names.next() == Some(b"Artifact");
        let named = |name: &[u8]| {
            let all = resources.and_then(|r| self.file.dict(r, "Properties"));
            let dict = all.and_then(|p| self.file.resolve(p.get(name).ok()?)?.as_dict().ok());
            dict.is_some_and(|d| {
                ["Type", "Subtype"].iter().any(|key| self.file.name(d, key).is_some_and(is_furniture))
            })
        };
        let furniture = is_artifact && names.any(|name| is_furniture(name) || named(name));
        if self.marked.len() < MOST_SAVED {
            self.marked.push(furniture);
        }
    }

    fn show(&mut self, operands: &[Token]) {
        let font = Rc::clone(&self.state.font);
        for operand in operands {
            match operand {
                Token::Text(bytes) => font.show(bytes, |shown| self.letter(&shown, &font)),
                Token::Number(n) => {
                    let by = -n / 1000.0 * self.state.size * self.state.stretch;
                    self.text = Matrix::shift(by, 0.0).then(self.text);
                }
                _ => {}
            }
        }
    }

    fn letter(&mut self, shown: &Shown, font: &Font) {
        let state = &self.state;
        let scaled = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise]);
        let Matrix(to) = scaled.then(self.text).then(state.ctm);
        let (along, up, (x, y)) = ((to[0], to[1]), (to[2], to[3]), (to[4], to[5]));
        let space = state.letter_space + if shown.is_blank { state.word_space } else { 0.0 };
        let advance = (shown.width * state.size + space) * state.stretch;
        self.text = Matrix::shift(advance, 0.0).then(self.text);
        let size = up.0.hypot(up.1);
        let ends = [along.0, along.1, x, y, size].iter().all(|n| n.is_finite() && n.abs() < 1e7);
        if shown.text.is_empty() || !ends || self.drawn.glyphs.len() > MOST_LETTERS {
            return;
        }
        let angle = along.1.atan2(along.0).to_degrees().round() as i32;
        let (sin, cos) = f64::from(angle).to_radians().sin_cos();
        let (left, height) = (x * cos + y * sin, y * cos - x * sin);
        self.drawn.glyphs.push(Glyph {
            text: Rc::clone(&shown.text),
            left,
            right: left + shown.width * along.0.hypot(along.1),
            y: height,
            size: if size > 0.01 { size } else { 1.0 },
            bold: font.bold,
            italic: font.italic,
            spaced: false,
            angle,
            furniture: self.marked.contains(&true),
        });
    }

    /// The share of the page that a picture drawn now covers.
    fn share(&self) -> f64 {
        let [left, bottom, right, top] = self.state.ctm.around([0.0, 0.0, 1.0, 1.0]);
        let (width, height) = (self.drawn.width, self.drawn.height);
        let covered =
            (right.min(width) - left.max(0.0)).max(0.0) * (top.min(height) - bottom.max(0.0)).max(0.0);
        covered / (width * height)
    }

    /// Notes a picture that is large enough to matter.
    fn picture(&mut self, share: f64, stream: Option<&'a Stream>) {
        if share > LEAST_SHARE && self.drawn.pictures.len() < MOST_PICTURES {
            self.drawn.pictures.push(Picture { share, stream });
        }
    }

    fn draw(&mut self, operands: &[Token], resources: Option<&'a Dictionary>, depth: usize) {
        let Some(Token::Name(name)) = operands.last() else { return };
        let objects = resources.and_then(|r| self.file.dict(r, "XObject"));
        let stream = objects.and_then(|o| self.file.resolve(o.get(name).ok()?)?.as_stream().ok());
        let Some(stream) = stream else { return };
        match self.file.name(&stream.dict, "Subtype") {
            Some(b"Image") => {
                let share = self.share();
                self.picture(share, Some(stream));
            }
            Some(b"Form") if depth < DEEPEST => self.form(stream, resources, Matrix::IDENTITY, depth),
            Some(b"Form") => self.drawn.cut = true,
            _ => {}
        }
    }

    fn form(&mut self, stream: &'a Stream, resources: Option<&'a Dictionary>, to: Matrix, depth: usize) {
        let (state, text, line) = (self.state.clone(), self.text, self.line);
        let (saved, marked) = (std::mem::take(&mut self.saved), self.marked.len());
        self.state.ctm = self.file.matrix(&stream.dict).then(to).then(state.ctm);
        let resources = self.file.dict(&stream.dict, "Resources").or(resources);
        self.run(&self.file.bytes(stream), resources, depth + 1);
        self.marked.truncate(marked);
        (self.state, self.text, self.line, self.saved) = (state, text, line, saved);
    }

    /// What was filled into a form's fields, and text that was written onto the page.
    fn annotations(&mut self, page: &'a Dictionary) {
        for entry in self.file.array(page, "Annots") {
            let Some(Object::Dictionary(dict)) = self.file.resolve(entry) else { continue };
            let shown = matches!(self.file.name(dict, "Subtype"), Some(b"Widget" | b"FreeText"));
            let hidden = self.file.number(dict, "F").is_some_and(|f| f as i64 & 2 != 0);
            let looks = self.file.dict(dict, "AP").and_then(|ap| self.file.get(ap, "N"));
            let stream = match looks {
                Some(Object::Stream(stream)) => Some(stream),
                Some(Object::Dictionary(all)) => {
                    let state = self.file.name(dict, "AS").unwrap_or_default();
                    all.get(state).ok().and_then(|o| self.file.resolve(o)?.as_stream().ok())
                }
                _ => None,
            };
            let place = rectangle(&self.file.numbers(dict, "Rect"));
            let (Some(stream), Some(place), true) = (stream, place, shown && !hidden) else { continue };
            let Some(frame) = rectangle(&self.file.numbers(&stream.dict, "BBox")) else { continue };
            let frame = self.file.matrix(&stream.dict).around(frame);
            let (wide, high) = ((frame[2] - frame[0]).max(0.01), (frame[3] - frame[1]).max(0.01));
            let (x, y) = ((place[2] - place[0]) / wide, (place[3] - place[1]) / high);
            let to = Matrix([x, 0.0, 0.0, y, place[0] - frame[0] * x, place[1] - frame[1] * y]);
            self.form(stream, None, to, 0);
        }
    }
}
