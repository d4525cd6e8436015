using Sync.Policy.Normalising;
using Sync.Policy.Plays;

namespace Sync.Policy.Reading;

/// <summary>The words that values of the file are taken from.</summary>
internal static class Words
{
    public static IReadOnlyDictionary<string, Side> Sides { get; } = new Dictionary<string, Side>
    {
        ["marketing"] = Side.Marketing,
        ["sales"] = Side.Sales,
    };

    public static IReadOnlyDictionary<string, IReadOnlyList<Side>> Required { get; } = new Dictionary<string, IReadOnlyList<Side>>
    {
        ["marketing"] = [Side.Marketing],
        ["sales"] = [Side.Sales],
        ["both"] = [Side.Marketing, Side.Sales],
    };

    public static IReadOnlyDictionary<string, Direction> Directions { get; } = new Dictionary<string, Direction>
    {
        ["none"] = Direction.None,
        ["fill"] = Direction.Fill,
        ["overwrite"] = Direction.Overwrite,
    };

    public static IReadOnlyDictionary<string, OnDuplicate> Duplicates { get; } = new Dictionary<string, OnDuplicate>
    {
        ["update"] = OnDuplicate.Update,
        ["fill"] = OnDuplicate.Fill,
    };

    public static IReadOnlyDictionary<string, OnDelete> Deletions { get; } = new Dictionary<string, OnDelete>
    {
        ["unlink"] = OnDelete.Unlink,
        ["archive"] = OnDelete.Archive,
        ["ignore"] = OnDelete.Ignore,
    };

    /// <summary>Whether persons without an address are known by their phone number.</summary>
    public static IReadOnlyDictionary<string, bool> WithoutEmail { get; } = new Dictionary<string, bool>
    {
        ["skip"] = false,
        ["phone"] = true,
    };

    public static IReadOnlyDictionary<string, FieldType> Types { get; } =
        Enum.GetValues<FieldType>().Where(type => type != FieldType.Tag).ToDictionary(type => type.ToString().ToLowerInvariant());

    public static IReadOnlyDictionary<string, NotifyFormat> NotifyFormats { get; } =
        Enum.GetValues<NotifyFormat>().ToDictionary(format => format.ToString().ToLowerInvariant());

    public static IReadOnlyDictionary<string, MailTls> MailTls { get; } =
        Enum.GetValues<MailTls>().ToDictionary(mode => mode.ToString().ToLowerInvariant());

    public static IReadOnlyDictionary<string, DayOfWeek> Days { get; } =
        Enum.GetValues<DayOfWeek>().ToDictionary(day => day.ToString()[..3].ToLowerInvariant());

    public static IReadOnlyDictionary<string, Transform> Transforms { get; } = new Dictionary<string, Transform>
    {
        ["lower"] = Transform.Lower,
        ["upper"] = Transform.Upper,
        ["title"] = Transform.Title,
        ["digits"] = Transform.Digits,
        ["first-word"] = Transform.FirstWord,
        ["other-words"] = Transform.OtherWords,
    };

    /// <summary>The type that goes without saying, because the field is named for it.</summary>
    public static FieldType TypeOf(string fieldName) => fieldName switch
    {
        "first_name" or "last_name" or "full_name" => FieldType.Name,
        "mobile" => FieldType.Phone,
        "website" => FieldType.Url,
        _ => Types.GetValueOrDefault(fieldName, FieldType.Text),
    };
}
