# SPDX-License-Identifier: GPL-2.0-only
"""Many refusals in a row, each of which leaves alone what runs."""

import concurrent.futures
import glob
import os
import subprocess
import sys

import edgenl
import tap

BAD_FILES = 40


def bad_cases(folder):
    """(policy, site) of every case that tests/cli/language has a file for."""
    for file in sorted(glob.glob("*.policy", root_dir=folder)):
        yield file, "site.conf"
    for site in sorted(glob.glob("*.site", root_dir=folder)):
        other = f"{site.removesuffix('.site')}.with"
        is_with = os.path.exists(os.path.join(folder, other))
        yield (f"./{other}" if is_with else "default"), site


def load(folder, case, *options):
    done = subprocess.run(
        ["lyncctl", "policy", "load", case[0], "--site", case[1], *options],
        cwd=folder, capture_output=True,
    )
    return done.returncode, bool(done.stderr)


def main():
    folder, client = sys.argv[1], edgenl.Client()
    cases = list(bad_cases(folder))
    generation = client.generation()
    wrong = []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for case, seen in zip(cases, pool.map(lambda c: load(folder, c), cases)):
            now = client.generation()
            if seen != (3, True) or now != generation:
                wrong.append(f"{case}: status {seen[0]}, said something {seen[1]}, "
                             f"generation {now} after {generation}")
    tap.check(f"bad files: {BAD_FILES} or more", len(cases) >= BAD_FILES, len(cases))
    tap.check(
        f"all {len(cases)} are refused with status 3 and a sentence",
        not wrong, f"{len(wrong)} are not; {'; '.join(wrong[:3])}",
    )
    good = load(folder, ("default", os.environ["LYNC_SITE"]), "--dry-run")
    tap.equal("a good one is not refused", good[0], 0)
    tap.finish()


main()
