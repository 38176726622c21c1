"""The flow as Prefect runs it: same result as the plain recipe, a quiet console, deployments that load."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from command_line import PROGRAM, SEEDS, figurewatch
from first_run import gone_on_from

ROOT = SEEDS.parent


Ran = tuple[Path, subprocess.CompletedProcess[str]]


@pytest.mark.prefect
def test_a_good_run_prints_its_summary_and_nothing_else(first_run: Ran) -> None:
    home, answered = first_run
    assert answered.returncode == 0
    assert answered.stderr == ""
    assert "prefect" not in answered.stdout.lower()
    assert "over 160" in answered.stdout
    assert "more than 170" in answered.stdout
    held = list((home / "outbox" / "held").glob("*.eml"))
    assert held[0].name in answered.stdout
    assert "history hkic-projects" in answered.stdout
    assert (home / "prefect").is_dir()


@pytest.mark.prefect
def test_the_copy_answers_from_anywhere_while_a_run_goes_on(first_run: Ran, tmp_path: Path) -> None:
    home = gone_on_from(first_run, tmp_path)
    environment = os.environ | {"FIGUREWATCH_HOME": str(home), "FIGUREWATCH_CATALOGUE": str(SEEDS)}
    sql = "select value from metric_history where metric_id = 'hkic-projects' order by value"
    running = subprocess.Popen([PROGRAM, "run", "--source", "seeds"], env=environment, stdout=subprocess.PIPE)
    answers = 0
    while running.poll() is None:
        answered = figurewatch("sql", sql, "--format", "json", home=home, cwd=tmp_path)
        assert [row["value"] for row in json.loads(answered.stdout)] == [160, 170]
        answers += 1
        time.sleep(0.5)
    running.communicate()
    assert running.returncode == 0
    assert answers > 3


@pytest.mark.prefect
def test_a_second_run_at_the_same_time_says_who_is_at_work(first_run: Ran, tmp_path: Path) -> None:
    home = gone_on_from(first_run, tmp_path)
    hold = "import sys, time; from pathlib import Path; from warehouse.locking import run_lock\n"
    hold += "with run_lock(Path(sys.argv[1]), 'run of the day'):\n    print('held', flush=True); time.sleep(120)"
    holder = subprocess.Popen([sys.executable, "-c", hold, str(home)], stdout=subprocess.PIPE, cwd=ROOT)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        for words in (["run", "--source", "seeds"], ["ingest", str(SEEDS / "articles")]):
            answered = figurewatch(*words, home=home)
            assert answered.returncode == 75
            assert "run of the day" in answered.stderr
            assert "Traceback" not in answered.stderr
    finally:
        holder.kill()
        holder.communicate()


def test_every_deployment_has_an_entrypoint_that_loads(tmp_path: Path) -> None:
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    load = "import sys; from prefect.flows import load_flow_from_entrypoint as load\n"
    load += "for entrypoint in sys.argv[1:]: print(load(entrypoint, use_placeholder_flow=False).name)"
    environment = os.environ | {"PREFECT_HOME": str(tmp_path), "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    # One process for all: to load Prefect takes most of the time.
    command = [sys.executable, "-c", load, *(deployment["entrypoint"] for deployment in deployments)]
    loaded = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    for deployment in deployments:
        assert all(schedule["timezone"] == "Asia/Hong_Kong" for schedule in deployment["schedules"])
    names = loaded.stdout.split()
    flows = [f"{name}/{deployment['name']}" for name, deployment in zip(names, deployments, strict=True)]
    assert flows == ["ingest/hourly", "deliver/quarter-hourly", "backfill/by-hand", "reprocess/by-hand"]
