using System.Text;

namespace Sync.Connectors.Parsing;

/// <summary>The pairs of a URL-encoded form in the order sent, under their literal names. Nothing is nested, merged or dropped:
/// parsers that build arrays from brackets lose field numbers and repeated keys.</summary>
internal sealed class FormPairs
{
    private readonly byte[] _decoded;
    private readonly List<Pair> _pairs;

    private FormPairs(byte[] decoded, List<Pair> pairs) => (_decoded, _pairs) = (decoded, pairs);

    public int Count => _pairs.Count;

    /// <summary>Never throws: a broken escape stays as it was sent, and bytes that are no UTF-8 stay bytes.</summary>
    public static FormPairs Decode(ReadOnlySpan<byte> form)
    {
        var decoded = new byte[form.Length];
        var pairs = new List<Pair>(32);
        var used = 0;
        foreach (var range in form.Split((byte)'&'))
        {
            var part = form[range];
            if (part.IsEmpty)
            {
                continue;
            }

            var equals = part.IndexOf((byte)'=');
            var name = used;
            used = Append(equals < 0 ? part : part[..equals], decoded, used);
            var value = used;
            used = equals < 0 ? used : Append(part[(equals + 1)..], decoded, used);
            pairs.Add(new Pair(name, value, used));
        }

        return new FormPairs(decoded, pairs);
    }

    public string Name(int index) => Text(_pairs[index].NameOf(_decoded));

    public string Value(int index) => Text(_pairs[index].ValueOf(_decoded));

    /// <summary>What the first pair of this name says that says anything, without spaces around it; else empty.</summary>
    public ReadOnlySpan<byte> Said(ReadOnlySpan<byte> name)
    {
        foreach (var pair in _pairs)
        {
            if (pair.NameOf(_decoded).SequenceEqual(name) && pair.ValueOf(_decoded).Trim((byte)' ') is { IsEmpty: false } said)
            {
                return said;
            }
        }

        return default;
    }

    /// <summary>Adds every pair, sorted, so that the order of sending does not matter.</summary>
    public void AddTo(Fingerprint fingerprint)
    {
        var sorted = _pairs.ToArray();
        Array.Sort(sorted, (a, b) => Pair.Compare(a, b, _decoded));
        foreach (var pair in sorted)
        {
            fingerprint.Add(pair.NameOf(_decoded));
            fingerprint.Add(pair.ValueOf(_decoded));
        }
    }

    private static int Append(ReadOnlySpan<byte> encoded, byte[] decoded, int used)
    {
        while (true)
        {
            var stop = encoded.IndexOfAny((byte)'%', (byte)'+');
            var plain = stop < 0 ? encoded : encoded[..stop];
            plain.CopyTo(decoded.AsSpan(used));
            used += plain.Length;
            if (stop < 0)
            {
                return used;
            }

            (decoded[used++], var taken) = Unescape(encoded[stop..]);
            encoded = encoded[(stop + taken)..];
        }
    }

    private static (byte Value, int Taken) Unescape(ReadOnlySpan<byte> escape) => escape switch
    {
        [(byte)'+', ..] => ((byte)' ', 1),
        [_, var high, var low, ..] when char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low)
            => ((byte)((Digit(high) << 4) | Digit(low)), 3),
        _ => ((byte)'%', 1),
    };

    private static int Digit(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;

    // A NUL is no character of a person's data, but databases refuse the whole text because of it.
    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8).Replace("\0", "", StringComparison.Ordinal);

    private readonly record struct Pair(int Start, int Middle, int End)
    {
        public ReadOnlySpan<byte> NameOf(byte[] decoded) => decoded.AsSpan(Start, Middle - Start);

        public ReadOnlySpan<byte> ValueOf(byte[] decoded) => decoded.AsSpan(Middle, End - Middle);

        public static int Compare(Pair a, Pair b, byte[] decoded)
        {
            var byName = a.NameOf(decoded).SequenceCompareTo(b.NameOf(decoded));
            return byName != 0 ? byName : a.ValueOf(decoded).SequenceCompareTo(b.ValueOf(decoded));
        }
    }
}
