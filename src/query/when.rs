//! Dates as they are typed into a filter: 2024, 2024-11, 2024年11月6日, 昨天, lastweek, 7天.
//!
//! What is relative stays relative until it is asked with the day of today, so that a saved filter moves with time.

use crate::model::Date;
use crate::text::fold::fold;

/// A length of time back from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Age {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: AgeUnit,
}

/// What an age is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgeUnit {
    /// 天.
    Days,
    /// 周.
    Weeks,
    /// 月.
    Months,
    /// 年.
    Years,
}

/// A named stretch of time around today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// 今天.
    Today,
    /// 昨天.
    Yesterday,
    /// 前天.
    DayBeforeYesterday,
    /// 本周, from Monday.
    ThisWeek,
    /// 上周.
    LastWeek,
    /// 本月.
    ThisMonth,
    /// 上月.
    LastMonth,
    /// 今年.
    ThisYear,
    /// 去年.
    LastYear,
}

/// A stretch of time as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// A year.
    Year(i16),
    /// A month.
    Month(i16, i8),
    /// A day.
    Day(Date),
    /// Around today.
    Named(Named),
    /// From this long ago until today.
    Ago(Age),
}

const NAMED: [(Named, &[&str]); 9] = [
    (Named::Today, &["today", "今天", "今日"]),
    (Named::Yesterday, &["yesterday", "昨天", "昨日"]),
    (Named::DayBeforeYesterday, &["daybeforeyesterday", "前天", "前日"]),
    (Named::ThisWeek, &["thisweek", "本周", "这周", "week"]),
    (Named::LastWeek, &["lastweek", "上周"]),
    (Named::ThisMonth, &["thismonth", "本月", "这个月", "month"]),
    (Named::LastMonth, &["lastmonth", "上月", "上个月"]),
    (Named::ThisYear, &["thisyear", "今年", "本年", "year"]),
    (Named::LastYear, &["lastyear", "去年"]),
];

impl When {
    /// Reads what was typed.
    pub fn parse(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        let named = NAMED.iter().find(|(_, names)| names.contains(&folded.as_str()));
        if let Some((named, _)) = named {
            return Some(Self::Named(*named));
        }
        Age::parse(typed).map(Self::Ago).or_else(|| parse_calendar(&folded))
    }

    /// The first and the last day; `None` where today is needed and not known, or lies outside the calendar.
    pub fn days(self, today: Option<Date>) -> Option<(Date, Date)> {
        match self {
            Self::Year(year) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
            Self::Month(year, month) => {
                let first = Date::new(year, month, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            Self::Day(day) => Some((day, day)),
            Self::Named(named) => named_days(named, today?),
            Self::Ago(age) => Some((age.start(today?)?, today?)),
        }
    }
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Named(named) => {
                let row = NAMED.iter().find(|(known, _)| known == named);
                f.write_str(row.and_then(|(_, names)| names.first()).copied().unwrap_or_default())
            }
            Self::Ago(age) => age.fmt(f),
        }
    }
}

impl Age {
    /// Reads 7天, 2周, 3个月, 1年, 7d, 1w, 3m, 1y.
    pub fn parse(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        let digits = folded.find(|c: char| !c.is_ascii_digit())?;
        let (count, unit) = folded.split_at(digits);
        let unit = match unit.trim() {
            "天" | "日" | "d" | "day" | "days" => AgeUnit::Days,
            "周" | "星期" | "个星期" | "w" | "week" | "weeks" => AgeUnit::Weeks,
            "月" | "个月" | "m" | "month" | "months" => AgeUnit::Months,
            "年" | "y" | "year" | "years" => AgeUnit::Years,
            _ => return None,
        };
        let count: u32 = count.parse().ok()?;
        // 2024年 is a year of the calendar and not two thousand years back.
        if unit == AgeUnit::Years && count >= 100 {
            return None;
        }
        Some(Self { count, unit })
    }

    /// The day that lies this long before today.
    pub fn start(self, today: Date) -> Option<Date> {
        let count = i64::from(self.count);
        let span = jiff::Span::new();
        let span = match self.unit {
            AgeUnit::Days => span.try_days(count),
            AgeUnit::Weeks => span.try_weeks(count),
            AgeUnit::Months => span.try_months(count),
            AgeUnit::Years => span.try_years(count),
        };
        today.checked_sub(span.ok()?).ok()
    }
}

impl std::fmt::Display for Age {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = match self.unit {
            AgeUnit::Days => 'd',
            AgeUnit::Weeks => 'w',
            AgeUnit::Months => 'm',
            AgeUnit::Years => 'y',
        };
        write!(f, "{}{unit}", self.count)
    }
}

/// A year, month or day of the calendar with any usual marks between, or none.
fn parse_calendar(folded: &str) -> Option<When> {
    let is_mark = |c: char| matches!(c, '-' | '/' | '.' | '年' | '月' | '日' | '号');
    let allowed = folded.chars().all(|c| c.is_ascii_digit() || is_mark(c));
    if !allowed || !folded.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let pieces: Vec<&str> = folded.split(is_mark).filter(|piece| !piece.is_empty()).collect();
    let number = |digits: &str| digits.parse::<i16>().ok();
    let month = |digits: &str| digits.parse::<i8>().ok().filter(|month| (1..=12).contains(month));
    match *pieces.as_slice() {
        [year] if year.len() == 4 => Some(When::Year(number(year)?)),
        [joined] if joined.len() == 6 => Some(When::Month(number(&joined[..4])?, month(&joined[4..])?)),
        [joined] if joined.len() == 8 => {
            let day = joined[6..].parse().ok()?;
            Some(When::Day(Date::new(number(&joined[..4])?, month(&joined[4..6])?, day).ok()?))
        }
        [year, of_year] if year.len() == 4 => Some(When::Month(number(year)?, month(of_year)?)),
        [year, of_year, day] if year.len() == 4 => {
            Some(When::Day(Date::new(number(year)?, month(of_year)?, day.parse().ok()?).ok()?))
        }
        _ => None,
    }
}

fn named_days(named: Named, today: Date) -> Option<(Date, Date)> {
    let back = |days: i32| today.checked_sub(jiff::Span::new().days(days)).ok();
    let monday = i32::from(today.weekday().to_monday_zero_offset());
    let first_of_month = today.first_of_month();
    let last_month = first_of_month.yesterday().ok()?;
    let year = |year: i16| When::Year(year).days(None);
    match named {
        Named::Today => Some((today, today)),
        Named::Yesterday => Some((back(1)?, back(1)?)),
        Named::DayBeforeYesterday => Some((back(2)?, back(2)?)),
        Named::ThisWeek => Some((back(monday)?, today)),
        Named::LastWeek => Some((back(monday + 7)?, back(monday + 1)?)),
        Named::ThisMonth => Some((first_of_month, today)),
        Named::LastMonth => Some((last_month.first_of_month(), last_month)),
        Named::ThisYear => year(today.year()),
        Named::LastYear => year(today.year().checked_sub(1)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Wednesday.
    fn today() -> Date {
        Date::new(2024, 11, 6).unwrap()
    }

    #[test]
    fn typed_dates_become_days() {
        let cases = [
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024年2月", "2024-02-01", "2024-02-29"),
            ("202402", "2024-02-01", "2024-02-29"),
            ("20240203", "2024-02-03", "2024-02-03"),
            ("2024/2/3", "2024-02-03", "2024-02-03"),
            ("２０２４．２．３", "2024-02-03", "2024-02-03"),
            ("2024年2月3日", "2024-02-03", "2024-02-03"),
            ("今天", "2024-11-06", "2024-11-06"),
            ("yesterday", "2024-11-05", "2024-11-05"),
            ("本周", "2024-11-04", "2024-11-06"),
            ("上周", "2024-10-28", "2024-11-03"),
            ("上个月", "2024-10-01", "2024-10-31"),
            ("去年", "2023-01-01", "2023-12-31"),
            ("7天", "2024-10-30", "2024-11-06"),
            ("1w", "2024-10-30", "2024-11-06"),
            ("3个月", "2024-08-06", "2024-11-06"),
        ];
        for (typed, first, last) in cases {
            let (from, to) = When::parse(typed).and_then(|when| when.days(Some(today()))).expect(typed);
            assert_eq!((from.to_string().as_str(), to.to_string().as_str()), (first, last), "{typed}");
        }
        for typed in ["", "2024-13", "2024-02-30", "24", "明天", "天", "99999999999d", "-1"] {
            let days = When::parse(typed).and_then(|when| when.days(Some(today())));
            assert_eq!(days, None, "{typed}");
        }
        assert_eq!(When::Named(Named::Today).days(None), None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        for typed in ["2024", "2024-02", "2024-02-03", "lastweek", "daybeforeyesterday", "7d", "1y"] {
            assert_eq!(When::parse(typed).expect(typed).to_string(), typed);
        }
    }
}
