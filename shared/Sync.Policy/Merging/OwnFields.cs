namespace Sync.Policy;

/// <summary>Fields of a person whose values are made by ourselves and told to systems, and which no system is read for. Pure.</summary>
internal static class OwnFields
{
    /// <param name="by">Which part of ours the value comes from.</param>
    /// <param name="at">When it was made, by our clock.</param>
    public static PersonState Set(PersonState person, string name, string? value, string by, DateTimeOffset at)
    {
        var field = person.Fields.GetValueOrDefault(name) ?? new FieldState();
        return field.Agreed == value ? person : person with
        {
            Fields = new Dictionary<string, FieldState>(person.Fields)
            {
                [name] = field with { Agreed = value, AgreedAt = at.ToUniversalTime(), AgreedBy = by },
            },
        };
    }
}
