"""mtcheck rules and mtcheck explain: what the rules are."""

from __future__ import annotations

import click

from mtcheck.cli.exits import UNUSABLE, clean_exit, fail


@click.command()
@click.option("--format", "form", type=click.Choice(["terminal", "json", "markdown"]), default="terminal")
@clean_exit
def rules(form: str) -> None:
    """List the rules with their severity and what they find."""
    from mtcheck.detectors import all_rules

    if form == "json":
        import json

        keys = ("code", "name", "summary", "preview", "scope")
        listed = [{k: getattr(r, k) for k in keys} | {"severity": r.severity.value} for r in all_rules()]
        click.echo(json.dumps(listed, indent=2))
        return
    if form == "markdown":
        from mtcheck import rulebook

        click.echo(rulebook.markdown(all_rules()), nl=False)
        return
    longest = max(len(rule.name) for rule in all_rules())
    for rule in all_rules():
        mark = " (preview)" if rule.preview else ""
        click.echo(f"{rule.code}  {rule.name:<{longest}}  {rule.severity.value:<8}  {rule.summary}{mark}")


@click.command()
@click.argument("code")
@clean_exit
def explain(code: str) -> None:
    """Print a rule's page: what it finds, why it matters, an example, and its limits."""
    from mtcheck.detectors import all_rules

    found = [rule for rule in all_rules() if code.lower() in (rule.code.lower(), rule.name)]
    if not found:
        fail(f"no rule is called {code!r} (see 'mtcheck rules')", UNUSABLE)
    rule = found[0]
    click.echo(f"{rule.code} {rule.name}{' (preview)' if rule.preview else ''}")
    click.echo(f"category {rule.category.value}, severity {rule.severity.value}\n")
    click.echo(rule.page)
    if rule.settings:
        click.echo(f"\nSettings ([tool.mtcheck.rules.{rule.name}]):")
        for name, default in rule.settings.items():
            click.echo(f"    {name.replace('_', '-')} = {default!r}")
