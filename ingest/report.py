"""Tell a person what an ingest did."""

from ingest.sync import Report


def describe_report(report: Report) -> str:
    """Describe a report in a few lines: the sum first, then every file that needs a look."""
    counts = [
        f"{len(names)} {word}"
        for word, names in (("added", report.added), ("changed", report.changed), ("deleted", report.deleted))
        if names
    ]
    counts.append(f"{report.unchanged} unchanged")
    if report.failed:
        counts.append(f"{len(report.failed)} failed")
    if report.published:
        state = f"Published generation {report.generation}"
    else:
        state = f"Nothing to publish, generation {report.generation} is up to date"
    lines = [
        f"{', '.join(counts)}.",
        f"{state}: {report.documents} documents, {report.chunks} chunks, {report.embedded} newly embedded, "
        f"{report.seconds:.1f} s.",
    ]
    for failure in report.failed:
        kept = f" (kept the version of {failure.kept})" if failure.kept else ""
        lines.append(f"  failed   {failure.source}: {failure.message}{kept}")
    lines += [f"  warning  {source}: {'; '.join(told)}" for source, told in report.warnings.items()]
    lines += [f"  left out {source}: {reason}" for source, reason in report.left_out.items()]
    return "\n".join(lines)
