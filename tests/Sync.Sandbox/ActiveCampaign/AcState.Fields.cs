namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Custom fields of contacts.</summary>
internal sealed partial class AcState
{
    private readonly Dictionary<string, AcField> _fieldByPerstag = new(StringComparer.OrdinalIgnoreCase);

    public SortedDictionary<int, AcField> Fields { get; } = [];

    public AcField AddField(string title, string? perstag, string type, IReadOnlyList<string> options, int? id = null)
    {
        var tag = Perstag(string.IsNullOrWhiteSpace(perstag) ? title : perstag);
        var field = new AcField { Id = id ?? NextDefinition(), Title = title, Perstag = tag, Type = type, Created = Now };
        Fields[field.Id] = field;
        foreach (var option in options)
        {
            AddOption(field, option, option, false);
        }

        _fieldByPerstag[tag] = field;
        return field;
    }

    public static AcOption AddOption(AcField field, string value, string label, bool isDefault)
    {
        var option = new AcOption((field.Id * 100) + field.OptionsEver++, value, label, isDefault);
        field.Options.Add(option);
        return option;
    }

    /// <summary>The field goes with its values.</summary>
    public void Delete(AcField field)
    {
        Fields.Remove(field.Id);
        _fieldByPerstag.Remove(field.Perstag);
        foreach (var value in FieldValues.Values.Where(value => value.Field == field.Id).ToList())
        {
            value.Contact.Values.Remove(value);
            FieldValues.Remove(value.Id);
        }
    }

    /// <summary>By numeric id or perstag.</summary>
    public AcField? FindField(string name) =>
        Number(name) is { } id && Fields.TryGetValue(id, out var field) ? field : _fieldByPerstag.GetValueOrDefault(Perstag(name));

    public AcField FieldFor(string name) => FindField(name) ?? AddField(name, name, "text", []);

    /// <summary>Upper case, letters, digits and underscores only.</summary>
    public static string Perstag(string text) =>
        string.Concat(text.Where(each => char.IsAsciiLetterOrDigit(each) || each == '_')).ToUpperInvariant();
}
