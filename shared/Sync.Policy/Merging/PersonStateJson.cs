using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sync.Policy;

/// <summary>Writes and reads a person's state without reflection.</summary>
[JsonSerializable(typeof(PersonState))]
public sealed partial class PersonStateJson : JsonSerializerContext
{
    /// <summary>Letters outside ASCII stay as they are: the text goes to a database, never into a web page.</summary>
    public static PersonStateJson Compact { get; } =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
