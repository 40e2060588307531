//! Checks a JSON value against a schema: the part of JSON Schema that ours uses, and no word beyond it.

use serde_json::Value;

/// Words of a schema that describe and do not constrain.
const SILENT: [&str; 5] = ["$schema", "title", "description", "format", "$defs"];

/// What does not fit, each with its place.
pub fn misfits(schema: &Value, value: &Value) -> Vec<String> {
    let mut misfits = Vec::new();
    check(schema, schema, value, "$", &mut misfits);
    misfits
}

fn check(root: &Value, schema: &Value, value: &Value, place: &str, misfits: &mut Vec<String>) {
    for (word, rule) in schema.as_object().expect("a schema is an object") {
        let fits = match word.as_str() {
            word if SILENT.contains(&word) => true,
            "type" => type_of(value).contains(&rule.as_str().expect("a type is a word")),
            "const" => value == rule,
            "enum" => rule.as_array().expect("a list").contains(value),
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().expect("a number")),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().expect("a number")),
            "anyOf" => rule.as_array().expect("a list").iter().any(|one| {
                let mut inner = Vec::new();
                check(root, one, value, place, &mut inner);
                inner.is_empty()
            }),
            "$ref" => {
                let name =
                    rule.as_str().and_then(|path| path.strip_prefix("#/$defs/")).expect("a local reference");
                check(root, &root["$defs"][name], value, place, misfits);
                true
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{place}[{index}]"), misfits);
                }
                true
            }
            "properties" => {
                for (name, field) in value.as_object().into_iter().flatten() {
                    match rule.get(name) {
                        Some(rule) => check(root, rule, field, &format!("{place}.{name}"), misfits),
                        // Others may add fields; we must not print one that is not described.
                        None => misfits.push(format!("{place}.{name} is not described")),
                    }
                }
                true
            }
            "required" => {
                for name in rule.as_array().expect("a list").iter().filter_map(Value::as_str) {
                    if value.get(name).is_none() {
                        misfits.push(format!("{place}.{name} is missing"));
                    }
                }
                true
            }
            other => panic!("the schema uses {other}, which this check does not know"),
        };
        if !fits {
            misfits.push(format!("{place} breaks {word}: {value}"));
        }
    }
}

fn type_of(value: &Value) -> &'static [&'static str] {
    match value {
        Value::Null => &["null"],
        Value::Bool(_) => &["boolean"],
        Value::Number(number) if number.is_i64() || number.is_u64() => &["integer", "number"],
        Value::Number(_) => &["number"],
        Value::String(_) => &["string"],
        Value::Array(_) => &["array"],
        Value::Object(_) => &["object"],
    }
}
