//! The window beside an empty Tauri application: how soon it shows something, how soon it can be
//! used, how much memory all its processes take, how large the program is.
//!
//! ```text
//! bench_window TANBA-DESKTOP EMPTY-WINDOW [--runs N] [--json]
//! ```

#![allow(
    clippy::unwrap_used,
    reason = "a bench that fails says so by panicking"
)]
#![allow(clippy::print_stdout, reason = "what it measured")]

use std::fs;
use std::path::{Path, PathBuf};

use e2e::webdriver::{Computer, Page};
use serde_json::json;

/// Milliseconds that have passed since the first paint and since the page could be used.
const AGES: &str = "const done = arguments[arguments.length - 1];
    const look = () => {
        const paint = performance.getEntriesByName('first-contentful-paint')[0];
        const ready = performance.getEntriesByName('interactive')[0];
        if (!paint || !ready) { setTimeout(look, 50); return; }
        const now = performance.now();
        done([now - paint.startTime, now - ready.startTime]);
    };
    look();";

/// What one start showed, in milliseconds and KiB.
#[derive(Clone, Copy, Debug)]
struct Start {
    paint: f64,
    interactive: f64,
    pss: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut programs = Vec::new();
    let (mut runs, mut as_json) = (5, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => as_json = true,
            "--runs" => runs = arguments.next().unwrap().parse().unwrap(),
            program => programs.push(PathBuf::from(program)),
        }
    }
    let [tanba, empty] = programs.as_slice() else {
        eprintln!("two programs are compared");
        std::process::exit(64);
    };
    let (mut own, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        // By turns, so that what else the machine does falls on both.
        floor.push(start(empty).await);
        own.push(start(tanba).await);
    }
    let rows = [
        row("first paint, ms", &own, &floor, |start| start.paint),
        row("interactive, ms", &own, &floor, |start| start.interactive),
        row("memory (PSS), KiB", &own, &floor, |start| start.pss),
        ("program, KiB", kibibytes(tanba), kibibytes(empty)),
    ];
    if as_json {
        let rows = rows.map(|(name, own, floor)| {
            json!({ "what": name, "tanba": own, "empty": floor, "ratio": own / floor })
        });
        println!("{}", json!({ "runs": runs, "medians": rows }));
        return;
    }
    println!(
        "medians of {runs} starts\n{:<20} {:>10} {:>10} {:>7}",
        "", "tanba", "empty", "ratio"
    );
    for (name, own, floor) in rows {
        println!("{name:<20} {own:>10.0} {floor:>10.0} {:>7.2}", own / floor);
    }
}

/// One start of a program on a computer of its own.
async fn start(program: &Path) -> Start {
    let computer = Computer::new().unwrap();
    let window = computer.open_program(program, &[]).await;
    window.look_at(Page::Main).await;
    let ages = window.run(AGES, Vec::new()).await;
    let process = window.process();
    let age = age(process);
    let since = |index: usize| age - ages[index].as_f64().unwrap();
    let start = Start {
        paint: since(0),
        interactive: since(1),
        pss: pss(process),
    };
    window.close().await;
    start
}

/// Milliseconds since a process was started.
fn age(process: u32) -> f64 {
    let uptime = fs::read_to_string("/proc/uptime").unwrap();
    let uptime: f64 = uptime.split(' ').next().unwrap().parse().unwrap();
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // After the name, which may have spaces in it, the 20th field; hundredths of a second.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let started: f64 = fields.split_whitespace().nth(19).unwrap().parse().unwrap();
    uptime * 1000.0 - started * 10.0
}

/// Proportional set size of a process and all that it started, in KiB.
fn pss(process: u32) -> f64 {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let own = rollup
        .lines()
        .find_map(|line| line.strip_prefix("Pss:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok())
        .unwrap_or_default();
    let children = e2e::webdriver::children(process);
    own + children.into_iter().map(pss).sum::<f64>()
}

fn kibibytes(file: &Path) -> f64 {
    fs::metadata(file).unwrap().len() as f64 / 1024.0
}

fn row(
    name: &'static str,
    own: &[Start],
    floor: &[Start],
    figure: impl Fn(&Start) -> f64,
) -> (&'static str, f64, f64) {
    (
        name,
        median(own.iter().map(&figure)),
        median(floor.iter().map(&figure)),
    )
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
