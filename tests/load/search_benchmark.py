#!/usr/bin/env python3
"""How the search scales, told in ratios that hold on any machine.

    python tests/load/search_benchmark.py --count 100000

Fills a database and an index of its own with made-up models, at two sizes, and prints a table. The databases stay in
the folder for the next run; the indices are dropped. Exit status 1 when a ratio misses its target.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 3  # each query is asked so often, the best of its times counts: what disturbs a machine only adds
BULK = {"thread_count": 4, "chunk_size": 500}


def main():
    options = parse_arguments()
    if options.measure:
        print_line(json.dumps(measure(options.measure, options)))
        return 0
    small, large = (measured_apart(count, options) for count in (options.small, options.count))
    rows = table(small, large)
    print_line(f"{options.queries} queries; {options.small:,} and {options.count:,} models; medians")
    for name, value, target, remark in rows:
        verdict = "" if target is None else "ok" if value <= target else "MISSED"
        wanted = "" if target is None else f"≤ {target:g}"
        print_line(f"{name:<58} {value:>8.2f}  {wanted:>7}  {verdict:<7} {remark}")
    return int(any(target is not None and value > target for _name, value, target, _remark in rows))


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="models of the large size")
    parser.add_argument("--small", type=int, default=1_000, help="models of the small size")
    parser.add_argument("--queries", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=PROJECT / ".state/benchmark", help="where the databases stay")
    parser.add_argument("--processes", type=int, help="how many share a rebuild; otherwise as the command decides")
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def print_line(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def say(text):
    sys.stderr.write(f"{text}\n")


def measured_apart(count, options):
    """Measure one size in a process of its own, with its own database and index; return what it found."""
    options.folder.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        "DEBUG": "0",
        "STATE_DIR": str(options.folder),
        "DATABASE_URL": f"sqlite:///{options.folder.resolve() / f'models-{count}-{options.seed}.sqlite3'}",
        "ELASTICSEARCH_URL": os.environ.get("ELASTICSEARCH_URL") or "http://127.0.0.1:9200",
        "SEARCH_INDEX_PREFIX": f"benchmark-{os.getpid()}",
        "SEARCH_READ_TIMEOUT_S": "30",
    }
    command = [sys.executable, __file__, *sys.argv[1:], "--measure", str(count)]
    process = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(process.stdout.splitlines()[-1])


def table(small, large):
    """Return the rows: what, its value, the most it may be, and the figures behind it."""
    page, raw = large["page_ms"], large["raw_ms"]
    bulk, rebuilt = large["bulk_per_s"], large["rebuilt_per_s"]
    return [
        ("result page / its Elasticsearch queries alone", large["page_to_raw"], 1.3, f"{page:.1f} ms / {raw:.1f} ms"),
        ("database queries of a result page", large["queries_20"], None, f"{small['queries_20']} when small"),
        ("database queries for each further hit", large["queries_per_hit"], 0, "20 against 100 hits"),
        ("suggestion / search", large["suggest_ms"] / page, 0.5, f"{large['suggest_ms']:.1f} ms / {page:.1f} ms"),
        ("parallel_bulk / rebuild, in documents a second", bulk / rebuilt, 1 / 0.6, f"{bulk:.0f}/s / {rebuilt:.0f}/s"),
        ("memory of the rebuild at its end / at a quarter", large["memory_growth"], 1.1, large["memory"]),
        ("search when large / when small", page / small["page_ms"], 3, f"{page:.1f} ms / {small['page_ms']:.1f} ms"),
    ]


# ── One size, in its own process ────────────────────────────────────────────────────────────────


def measure(count, options):
    import django

    django.setup()
    from search import clients, index

    fill_database(count, options.seed)
    try:
        results = measure_rebuild(count, options.processes)
        results |= measure_bulk()
        wait_for_merges()
        results |= measure_searches(options.queries)
    finally:
        client = clients.writer()
        for name in index.all_indices(client):
            client.indices.delete(index=name)
        client.options(ignore_status=404).indices.delete_index_template(name=index.alias())
    return results


def fill_database(count, seed):
    from django.core.management import call_command

    from editorial.synthetic import generate

    began = time.perf_counter()
    call_command("migrate", verbosity=0)
    call_command("load_units", stdout=sys.stderr)
    call_command("load_wording", stdout=sys.stderr)
    made = generate(count, seed)
    say(f"{count:,} models: {made:,} made in {time.perf_counter() - began:.0f} s with the rest of the database")


def measure_rebuild(count, processes):
    """Rebuild as the command does; look at the memory of all processes at a quarter and at the end."""
    from search import clients, lifecycle
    from search.document import searched_ids

    total = sum(1 for _page in searched_ids())
    processes = processes or lifecycle.processes_for(total)
    seen, memory = 0, []

    def progress(done):
        nonlocal seen
        seen += done
        memory.append((seen / total, resident_mb()))

    began = time.perf_counter()
    written = lifecycle.rebuild(clients.writer(), progress, processes=processes)
    took = time.perf_counter() - began
    quarter = next(megabytes for share, megabytes in memory if share >= 0.25)
    end = memory[-1][1]
    say(f"{written:,} documents rebuilt in {took:.1f} s by {processes} processes")
    return {
        "rebuilt_per_s": written / took,
        "memory_growth": end / quarter,
        "memory": f"{end:.0f} MB / {quarter:.0f} MB, {processes} processes",
    }


def resident_mb():
    """Return what this process and those it started hold in memory."""
    own = os.getpid()
    children = {
        int(pid) for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()
    }
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in (own, *children))
    return pages * resource.getpagesize() / 1_000_000


def measure_bulk():
    """Send the very documents of the index to another one of the same mapping, as quickly as the client can."""
    from elasticsearch import helpers

    from search import clients, index

    client = clients.writer()
    client.indices.refresh(index=index.alias())
    documents = [(hit["_id"], hit["_source"]) for hit in helpers.scan(client, index=index.alias(), size=1_000)]
    name = index.create(client)
    actions = ({"_index": name, "_id": page_id, "_source": source} for page_id, source in documents)
    began = time.perf_counter()
    for ok, item in helpers.parallel_bulk(client, actions, **BULK):
        assert ok, item
    client.indices.refresh(index=name)
    took = time.perf_counter() - began
    client.indices.delete(index=name)
    return {"bulk_per_s": len(documents) / took}


def wait_for_merges():
    """Let the server finish what it does in the background."""
    from search import clients, index

    client = clients.writer()
    while client.indices.stats(index=index.alias(), metric="merge")["_all"]["total"]["merges"]["current"]:
        time.sleep(0.5)


def measure_searches(count):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from search import service

    queries = list(varied_queries(count))
    pages, raws, ratios, suggestions = [], [], [], []
    for text, filters, typed in queries:
        result_page(text, filters)  # once unmeasured: caches of both sides are warm for all that follows
        sent = sent_during(lambda text=text, filters=filters: result_page(text, filters))
        rounds = [
            (
                elapsed_ms(lambda text=text, filters=filters: result_page(text, filters)),
                elapsed_ms(lambda sent=sent: replay(sent)),
            )
            for _round in range(ROUNDS)
        ]
        page, raw = (min(times) for times in zip(*rounds, strict=True))
        pages.append(page)
        raws.append(raw)
        ratios.append(page / raw)
        suggestions.append(min(elapsed_ms(lambda typed=typed: service.suggest(typed)) for _round in range(ROUNDS)))
    asked = {}
    for size in (20, 100):
        with CaptureQueriesContext(connection) as captured:
            found = result_page("an ninh", {}, page_size=size)
        assert len(found.results) == size
        asked[size] = len(captured)
    return {
        "page_ms": statistics.median(pages),
        "raw_ms": statistics.median(raws),
        "page_to_raw": statistics.median(ratios),
        "suggest_ms": statistics.median(suggestions),
        "queries_20": asked[20],
        "queries_per_hit": (asked[100] - asked[20]) / 80,
    }


def varied_queries(count):
    """Yield a query, the filters chosen, and what is typed before suggestions come; the same at every size."""
    from models_gallery.models import ExemplarPage, Field
    from pagekit.text import fold
    from territory.models import AdministrativeUnit

    chance = random.Random(7)
    titles = list(ExemplarPage.objects.order_by("pk").values_list("title", flat=True)[:1_000])
    provinces = list(AdministrativeUnit.objects.provinces().in_force().order_by("code"))
    fields = list(Field.objects.values_list("key", flat=True))
    for _number in range(count):
        title = chance.choice(titles)
        name, _space, number = title.rpartition(" ")
        province = chance.choice(provinces)
        text = chance.choice([name, name, f"{name} {province.bare_name}", name.split()[0], province.bare_name, title])
        text = fold(text) if chance.random() < 0.4 else text
        filters = chance.choice(
            [
                {},
                {},
                {"province": [province.slug]},
                {"field": [chance.choice(fields)]},
                {"year": [str(2010 + int(number) % 16)]},
            ]
        )
        yield text, filters, title[: chance.randint(3, 12)]


def result_page(text, filters, page_size=20):
    """Search as the search page does, from the words typed to the page that the template shows."""
    from search import results
    from search.query import build_request
    from search.wordbook import language

    words = language()
    page = results.result_page(build_request(text, language=words, filters=filters, page_size=page_size), words)
    assert page.engine == "elasticsearch"
    return page


def sent_during(act):
    """Return every request that is sent to Elasticsearch meanwhile, as it was given to the client's transport."""
    from search import clients

    transport, sent = clients.reader().transport, []
    perform = transport.perform_request

    def perform_and_note(*args, **kwargs):
        sent.append((args, kwargs))
        return perform(*args, **kwargs)

    transport.perform_request = perform_and_note
    try:
        act()
    finally:
        del transport.perform_request
    return sent


def replay(sent):
    """Send the requests again by the same client, and do nothing with the answers."""
    from search import clients

    transport = clients.reader().transport
    for args, kwargs in sent:
        transport.perform_request(*args, **kwargs)


def elapsed_ms(act):
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1_000


if __name__ == "__main__":
    sys.exit(main())
