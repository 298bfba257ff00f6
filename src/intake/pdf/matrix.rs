//! Where things stand on a page.

/// A change of coordinates (ISO 32000-1, 8.3.3).
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn of(numbers: &[f64]) -> Option<Self> {
        let all: [f64; 6] = numbers.try_into().ok()?;
        all.iter().all(|n| n.is_finite()).then_some(Self(all))
    }

    pub(super) fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this, then `next`.
    pub(super) fn then(self, next: Self) -> Self {
        let (m, n) = (self.0, next.0);
        // The two columns of one row of the product; the last row is shifted, too.
        let row = |i: usize| [m[i] * n[0] + m[i + 1] * n[2], m[i] * n[1] + m[i + 1] * n[3]];
        let (first, second, third) = (row(0), row(2), row(4));
        Self([first[0], first[1], second[0], second[1], third[0] + n[4], third[1] + n[5]])
    }

    pub(super) fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let m = self.0;
        (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
    }

    /// The smallest upright rectangle around another one: left, bottom, right and top.
    pub(super) fn around(self, [left, bottom, right, top]: [f64; 4]) -> [f64; 4] {
        let corners =
            [(left, bottom), (right, bottom), (left, top), (right, top)].map(|(x, y)| self.apply(x, y));
        corners.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |r, (x, y)| {
            [r[0].min(*x), r[1].min(*y), r[2].max(*x), r[3].max(*y)]
        })
    }
}
