namespace Sync.Policy.Reading;

/// <summary>Refuses a name that was given before.</summary>
internal sealed class UniqueNames(string what, MistakeList mistakes)
{
    private readonly Dictionary<string, int> _lines = [];

    public string Take(YamlText? name, string path)
    {
        if (name is null)
        {
            return "";
        }

        if (!_lines.TryAdd(name.Value, name.Line))
        {
            mistakes.Add(
                name.Line, path, $"The {what} '{name.Value}' was given in line {_lines[name.Value]} already.",
                "Give each a name of its own, or remove one of the two.");
        }

        return name.Value;
    }
}
