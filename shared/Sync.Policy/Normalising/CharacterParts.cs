using System.Collections.Frozen;
using System.Globalization;

namespace Sync.Policy.Normalising;

/// <summary>Which letters and marks make one character, from <c>composition.txt</c>.</summary>
internal static class CharacterParts
{
    private static readonly FrozenDictionary<int, byte> Classes;
    private static readonly FrozenDictionary<int, int[]> Parts;
    private static readonly FrozenDictionary<(int First, int Second), int> Wholes;

    static CharacterParts()
    {
        var lines = DataFile.Lines("composition.txt").ToLookup(line => line.Contains('='));
        Classes = lines[false].SelectMany(ReadMarks).ToFrozenDictionary();

        var characters = lines[true].Select(Character.Read).ToArray();
        Parts = characters.ToFrozenDictionary(each => each.Code, each => each.Parts);
        Wholes = characters.Where(each => each.Composes).ToFrozenDictionary(each => (each.Parts[0], each.Parts[1]), each => each.Code);
    }

    /// <summary>Unicode's combining class: 0 for what stands alone, else where the mark sits at its letter.</summary>
    public static byte ClassOf(int code) => Classes.GetValueOrDefault(code);

    /// <returns>Parts that may have parts themselves; null if it has none.</returns>
    public static int[]? Of(int code) => Parts.GetValueOrDefault(code);

    public static int? Together(int first, int second) => Wholes.TryGetValue((first, second), out var whole) ? whole : null;

    private static IEnumerable<KeyValuePair<int, byte>> ReadMarks(string line)
    {
        var columns = line.Split(':', '-');
        var (first, last) = (Hex(columns[1]), Hex(columns[2]));
        var mark = byte.Parse(columns[0], CultureInfo.InvariantCulture);
        return Enumerable.Range(first, last - first + 1).Select(code => KeyValuePair.Create(code, mark));
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private sealed record Character(int Code, int[] Parts, bool Composes)
    {
        public static Character Read(string line)
        {
            var columns = line.TrimEnd('-').Split('=');
            return new Character(Hex(columns[0]), [.. columns[1].Split(' ').Select(Hex)], !line.EndsWith('-'));
        }
    }
}
