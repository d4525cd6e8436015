using System.Text;

namespace Sync.Policy;

/// <summary>Tells the rules of one pair of connections.</summary>
internal static class PairPage
{
    public static void Write(StringBuilder page, string name, IReadOnlyList<RoutePolicy> routes)
    {
        page.Append($"## {name}: persons of {routes[0].From} and {routes[0].To}\n\n");
        foreach (var route in routes)
        {
            Way(page, route);
        }

        if (routes.Count == 1)
        {
            page.Append($"- **{routes[0].To} to {routes[0].From}.** Nothing goes this way.\n");
        }

        page.Append('\n');
        Fields(page, routes[0], routes.Count > 1 ? routes[1] : null);
        Tags(page, routes[0], routes.Count > 1 ? routes[1] : null);
        Lifecycle(page, routes[0].Lifecycle);
        foreach (var route in routes)
        {
            RecordId(page, route);
        }
    }

    private static void RecordId(StringBuilder page, RoutePolicy route)
    {
        if (RecordIds.Carried(route) is { } field)
        {
            page.Append($"`{field.To}` of {route.To} gets the id of the person's record at {route.From} as soon as it is known, and another one ");
            page.Append("when that was converted or merged. It is for people to look at, and is never read: which records belong together ");
            page.Append("stands in Sync's own tables.\n\n");
        }
    }

    private static void Lifecycle(StringBuilder page, LifecyclePolicy? lifecycle)
    {
        if (lifecycle is null)
        {
            return;
        }

        page.Append($"A person's stage goes {string.Join(", ", lifecycle.Stages.Select(stage => stage.Name))}. ");
        page.Append("Any other step is not taken (`filtered: step …`), and the side that took it gets the stage back");
        page.Append(lifecycle.Stages.Any(stage => stage.From is not null)
            ? $"; {string.Join(", ", lifecycle.Stages.Where(stage => stage.From is not null).Select(stage => $"{stage.Name} only from {string.Join(" or ", stage.From!)}"))}. "
            : ". ");
        page.Append("When a stage was first reached is set once and never moved.\n\n");
    }

    private static void Way(StringBuilder page, RoutePolicy route)
    {
        page.Append($"- **{route.From} to {route.To}.** A change counts when {route.From} tells of it by webhook. ");
        page.Append(route.Create ? $"New persons are created in {Modules(route)}. " : "Nobody new is created. ");
        page.Append(route.Update ? "Records that are there are updated. " : "Records that are there stay as they are. ");
        if (route.Create)
        {
            page.Append(route.OnDuplicate == OnDuplicate.Fill || !route.Update
                ? "A record of the same address that nobody linked is linked, and what is empty in it is filled. "
                : "A record of the same address that nobody linked is linked and updated. ");
        }

        Deletions(page, route);
        Conditions(page, "Only persons with ", route.Only);
        Conditions(page, "Never persons with ", route.Except);
        page.Append($"A field that was written {route.WritesPerHour} times within an hour is frozen until the hour has passed.\n");
    }

    private static void Deletions(StringBuilder page, RoutePolicy route)
    {
        page.Append($"A record that {route.From} deleted leaves the one at {route.To} ");
        page.Append(route.ArchiveAs is { } mark
            ? $"with \"{mark}\" in `{route.Fields.First(field => field.Name == Deletion.MarkFor(route.From)).To}`" : "as it is");
        page.Append(route.OnDelete == OnDelete.Unlink
            ? $"; who is heard of at {route.To} later is made anew at {route.From}. "
            : $"; the person is not made anew at {route.From} unless somebody enters him there. ");
    }

    private static string Modules(RoutePolicy route) => route.CreateElsewhere.Count == 0 ? route.CreateIn
        : $"{string.Join(", ", route.CreateElsewhere.Select(rule => $"{rule.Module} if {rule.When.Text}"))}, else {route.CreateIn}";

    private static void Conditions(StringBuilder page, string what, IReadOnlyList<Condition> conditions)
    {
        if (conditions.Count > 0)
        {
            page.Append(what).AppendJoin(" and ", conditions.Select(condition => condition.Text)).Append(". ");
        }
    }

    private static void Fields(StringBuilder page, RoutePolicy there, RoutePolicy? back)
    {
        page.Append($"| field | at {there.From} | to {there.To} | to {there.From} | at {there.To} | type | who owns it | besides |\n");
        page.Append("|---|---|---|---|---|---|---|---|\n");
        foreach (var field in there.Fields.Where(field => !field.IsDerived))
        {
            var other = back?.Fields.FirstOrDefault(each => each.Name == field.Name);
            page.Append($"| {field.Name} | `{field.From}` | {Word(field.Direction)} | {Word(other?.Direction ?? Direction.None)} | `{field.To}` ");
            page.Append($"| {field.Type.ToString().ToLowerInvariant()} | {(other is null ? there.From : field.Owner)} | {Besides(there, field, other)} |\n");
        }

        page.Append("\n`overwrite` replaces what stands there, `fill` only fills what is empty, `none` does not go there.\n\n");
    }

    private static void Tags(StringBuilder page, RoutePolicy there, RoutePolicy? back)
    {
        if (there.Tags.Count == 0)
        {
            return;
        }

        page.Append($"| tag or list at {there.From} | to {there.To} | to {there.From} | tag or list at {there.To} |\n|---|---|---|---|\n");
        foreach (var tag in there.Tags)
        {
            var other = back?.Tags.FirstOrDefault(each => each.Name == tag.Name);
            var list = $"list {RecordTags.ListOf(tag.Name)}";
            page.Append($"| {(tag.TagThere is { } named ? $"`{named}`" : list)} | {Word(tag.Direction)} | {Word(other?.Direction ?? Direction.None)} ");
            page.Append($"| {(tag.IsToList ? list : $"`{tag.To}`")} |\n");
        }

        page.Append("\n`overwrite` puts the tag on and takes it off, `fill` only puts it on. Each is a call of its own with an end of its own. ");
        page.Append("A record without a tag takes it off the other side only if it was heard to have it.");
        page.Append(there.Tags.Any(tag => tag.IsToList || tag.OnListAs is not null)
            ? " Nobody is put on a list who has left it, has opted out or has not confirmed it, and nobody is taken off one.\n\n" : "\n\n");
    }

    private static string Besides(RoutePolicy there, FieldPolicy field, FieldPolicy? back)
    {
        var besides = new List<string>();
        if (field.Required || back?.Required == true)
        {
            var sides = string.Join(" and ", new[] { (field.Required, there.To), (back?.Required == true, there.From) }
                .Where(side => side.Item1).Select(side => side.Item2));
            besides.Add($"required by {sides}" + ((field.Fallback ?? back?.Fallback) is { } fallback ? $", else \"{fallback}\"" : ""));
        }

        if (field.Transforms.Count > 0)
        {
            besides.Add($"read as {string.Join(", ", field.Transforms.Select(transform => transform.ToString().ToLowerInvariant()))}");
        }

        if (field.Picklist is { } picklist)
        {
            besides.Add(picklist.Otherwise is { } otherwise
                ? $"choices; anything else becomes \"{otherwise}\"" : "choices; anything else is left out as `picklist-miss`");
        }

        if (field.FirstOf.Count > 0)
        {
            besides.Add($"the first of the tags {string.Join(", ", field.FirstOf.Select(word => $"`{word.Tag}` (\"{word.Is}\")"))} that the person has");
        }

        if (field.ConfirmedLists.Count > 0)
        {
            besides.Add($"taken back by who joins {(field.ConfirmedLists.Contains(FieldPolicy.AnyList) ? "any list" : $"list {string.Join(" or ", field.ConfirmedLists)}")} by himself and has confirmed it");
        }

        return string.Join("; ", besides);
    }

    private static string Word(Direction direction) => direction.ToString().ToLowerInvariant();
}
