using System.Text;

namespace Sync.Testing;

/// <summary>Spoils bytes the way faults and foes do: cut, doubled, overwritten, interspersed with what parsers stumble over.</summary>
public static class Mutation
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "&", "=", "%", "%5B", "%00", "%ff", "+", "[", "]", "[]", "contact[id]=", "contact[fields][", "type=",
            "date_time=9999-12-31 23:59:59",
            "{", "}", "\"", ":", ",", "null", "\\ud800", "\"ids\":[", "\"module\":", "1e999", "-", "\u0000", "é", "||",
            "list[][id]=3&", "<",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80], [0xEF, 0xBB, 0xBF],
    ];

    public static byte[] Of(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var count = random.Next(1, 8); count > 0; count--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(Math.Min(20, bytes.Count - at) + 1));
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(0, at));
                    break;
                case 4:
                    var piece = Pieces[random.Next(Pieces.Length)];
                    bytes.InsertRange(at, Enumerable.Repeat(piece, random.Next(50)).SelectMany(each => each));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
