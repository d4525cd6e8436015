namespace Sync.Connectors.Checkup;

/// <summary>Whether fields are there and take what they are to be given. Pure.</summary>
internal static class FieldFit
{
    /// <summary>One line per needed field, and one per field that the module demands and nobody gives.</summary>
    /// <param name="needed">All of one module.</param>
    /// <param name="fields">Of that module.</param>
    public static IEnumerable<CheckLine> Judge(string module, IReadOnlyCollection<NeededField> needed, IReadOnlyList<FieldInfo> fields)
    {
        var given = needed.Where(each => each.Written).Select(each => Find(each.Name, fields)).ToHashSet();
        var demanded = needed.Any(each => each.Creates)
            ? fields.Where(field => field is { Required: true, ReadOnly: false } && !given.Contains(field)) : [];
        return needed.DistinctBy(each => (each.Name, each.Kind, each.Written)).Select(each => Judge(each, fields))
            .Concat(demanded.Select(field => CheckLine.Bad(
                $"field {module}.{field.Name}", "required, and nothing fills it",
                $"Add a field rule with '{field.Name}' to the route, with a fallback.")));
    }

    public static CheckLine Judge(NeededField needed, IReadOnlyList<FieldInfo> fields)
    {
        var check = $"field {needed.Module}.{needed.Name}";
        if (Find(needed.Name, fields) is not { } field)
        {
            var near = fields.FirstOrDefault(each => Plain(each.Name) == Plain(needed.Name) || Plain(each.Label) == Plain(needed.Name));
            return CheckLine.Bad(check, "does not exist", near is null
                ? $"Make the field in {needed.Module}, or correct the name in sync.yaml."
                : $"Write '{near.Name}' in sync.yaml: names have to be exact.");
        }

        if (!needed.Written)
        {
            // It would be there and never come.
            return field.Name == needed.Name ? CheckLine.Good(check, field.VendorType)
                : CheckLine.Bad(check, $"webhooks name it '{field.Name}'", $"Write '{field.Name}' in sync.yaml, or its values never come.");
        }

        return field.ReadOnly
                ? CheckLine.Bad(
                    check, "read-only: what is written is dropped in silence", "Take it out of the route, or turn its direction.")
            : needed.Kind is { } kind && !Takes(field.Kind, kind)
                ? CheckLine.Bad(check, $"of type {field.VendorType}, which takes no {kind}", "Map another field, or change its type.")
            : Misfit(needed.Values, field) is var (problem, cure) ? CheckLine.Bad(check, problem, cure)
            : CheckLine.Good(check, field.VendorType);
    }

    /// <summary>Whether a field of the first kind takes values of the second.</summary>
    public static bool Takes(ValueKind field, ValueKind value) => field switch
    {
        ValueKind.Text => value is not ValueKind.Other,
        ValueKind.Email => value is ValueKind.Email,
        ValueKind.Phone => value is ValueKind.Phone or ValueKind.Text or ValueKind.Whole,
        ValueKind.Address => value is ValueKind.Address or ValueKind.Text,
        ValueKind.Number => value is ValueKind.Number or ValueKind.Whole,
        ValueKind.Choice => value is ValueKind.Choice or ValueKind.Text,
        ValueKind.Choices => value is ValueKind.Choices or ValueKind.Choice or ValueKind.Text,
        ValueKind.Other => false,
        _ => field == value,
    };

    // Vendors store a choice that does not exist as if it did, and nobody can filter by it.
    private static (string Problem, string Cure)? Misfit(IEnumerable<string> values, FieldInfo field)
    {
        var singles = field.Kind == ValueKind.Choices
            ? values.SelectMany(value => value.Split("||", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : values;
        var odd = singles.Where(value => value.Length > 0).Distinct().ToList();
        if (field.Choices.Count > 0 && odd.Except(field.Choices).ToList() is { Count: > 0 } unknown)
        {
            return ($"has no choice {Quoted(unknown)}", $"Add the choices, or map the values to some of {Quoted(field.Choices)}.");
        }

        return field.Length is { } most && odd.Find(value => value.Length > most) is { } tooLong
            ? ($"takes {most} characters; '{tooLong[..Math.Min(20, tooLong.Length)]}…' has {tooLong.Length}",
                "Shorten the value or map a longer field.")
            : null;
    }

    private static FieldInfo? Find(string name, IEnumerable<FieldInfo> fields) => fields.FirstOrDefault(field =>
        field.Name == name || (field.Alias is not null && string.Equals(field.Alias, name, StringComparison.OrdinalIgnoreCase)));

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static string Quoted(IReadOnlyCollection<string> texts) =>
        string.Join(", ", texts.Take(10).Select(text => $"'{text}'")) + (texts.Count > 10 ? ", …" : "");
}
