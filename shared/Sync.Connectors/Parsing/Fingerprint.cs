using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sync.Connectors.Parsing;

/// <summary>Names a sequence of parts. Each is preceded by its length, so that no two sequences run into the same bytes.</summary>
internal sealed class Fingerprint(int expectedBytes = 1024)
{
    private readonly ArrayBufferWriter<byte> _parts = new(Math.Max(16, expectedBytes));

    public void Add(ReadOnlySpan<byte> part)
    {
        BinaryPrimitives.WriteInt32BigEndian(_parts.GetSpan(sizeof(int)), part.Length);
        _parts.Advance(sizeof(int));
        _parts.Write(part);
    }

    public void Add(string part) => Add(Encoding.UTF8.GetBytes(part));

    /// <summary>The first 16 bytes of SHA-256.</summary>
    public Guid ToGuid()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_parts.WrittenSpan, hash);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>A minute, and the first 12 bytes of SHA-256: 96 bits for what happens within a minute.</summary>
    public Guid ToGuid(uint minute)
    {
        Span<byte> name = stackalloc byte[sizeof(uint) + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt32BigEndian(name, minute);
        SHA256.HashData(_parts.WrittenSpan, name[sizeof(uint)..]);
        return new Guid(name[..16], bigEndian: true);
    }
}
