"""mtcheck rules and mtcheck explain: what the rules are."""

from __future__ import annotations

import click

from mtcheck.cli.exits import UNUSABLE, clean_exit, fail
from mtcheck.hints import did_you_mean


@click.command(short_help="List the rules.")
@click.option("--format", "form", type=click.Choice(["terminal", "json", "markdown"]), default="terminal")
@clean_exit
def rules(form: str) -> None:
    """List the rules with their severity and what they find; "safe fixes" are what mtcheck fix writes unread."""
    from mtcheck import rulebook
    from mtcheck.detectors import all_rules

    if form == "json":
        import json

        keys = ("code", "name", "summary", "preview", "scope")
        listed = [
            {k: getattr(r, k) for k in keys}
            | {"severity": r.severity.value, "suggestions": r.suggestions, "safe_fixes": rulebook.has_safe_fixes(r)}
            for r in all_rules()
        ]
        click.echo(json.dumps(listed, indent=2))
        return
    if form == "markdown":
        click.echo(rulebook.markdown(all_rules()), nl=False)
        return
    longest = max(len(rule.name) for rule in all_rules())
    for rule in all_rules():
        marks = (" (preview)" if rule.preview else "") + (" (safe fixes)" if rulebook.has_safe_fixes(rule) else "")
        click.echo(f"{rule.code}  {rule.name:<{longest}}  {rule.severity.value:<8}  {rule.summary}{marks}")


@click.command(short_help="Print the page of a rule.")
@click.argument("code")
@clean_exit
def explain(code: str) -> None:
    """Print a rule's page: what it finds, why it matters, an example, its limits, and its safe fixes."""
    from mtcheck import rulebook
    from mtcheck.detectors import all_rules

    found = [rule for rule in all_rules() if code.lower() in (rule.code.lower(), rule.name)]
    if not found:
        hint = did_you_mean(code, (rule.name for rule in all_rules()), " (see 'mtcheck rules')")
        fail(f"no rule is called {code!r}{hint}", UNUSABLE)
    rule = found[0]
    click.echo(f"{rule.code} {rule.name}{' (preview)' if rule.preview else ''}")
    click.echo(f"category {rule.category.value}, severity {rule.severity.value}; {rulebook.use(rule)}\n")
    click.echo(rule.page)
    if rule.settings:
        click.echo(f"\nSettings ([tool.mtcheck.rules.{rule.name}]):")
        for name, default in rule.settings.items():
            click.echo(f"    {name.replace('_', '-')} = {default!r}")
