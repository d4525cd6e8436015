using System.Buffers;
using System.Text;

namespace Sync.Sandbox.Delivery;

/// <summary>
/// A form body encoded as PHP's <c>http_build_query</c> does (RFC 1738): spaces become "+", brackets "%5B" and "%5D",
/// and only letters, digits, "-", "_" and "." stay as they are.
/// </summary>
internal sealed class FormBody
{
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."u8);

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public FormBody Add(string key, string? value)
    {
        if (_bytes.WrittenCount > 0)
        {
            Put((byte)'&');
        }

        Encode(key);
        Put((byte)'=');
        Encode(value ?? string.Empty);
        return this;
    }

    /// <summary>Adds pairs that another body holds already encoded.</summary>
    public FormBody Append(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length > 0)
        {
            Put((byte)'&');
            _bytes.Write(encoded);
        }

        return this;
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void Encode(string text)
    {
        var utf8 = text.Length <= 256 ? stackalloc byte[768] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = Encoding.UTF8.GetBytes(text, utf8);
        foreach (var one in utf8[..length])
        {
            Encode(one);
        }
    }

    private void Encode(byte one)
    {
        if (Plain.Contains(one))
        {
            Put(one);
        }
        else if (one == (byte)' ')
        {
            Put((byte)'+');
        }
        else
        {
            var target = _bytes.GetSpan(3);
            target[0] = (byte)'%';
            target[1] = (byte)"0123456789ABCDEF"[one >> 4];
            target[2] = (byte)"0123456789ABCDEF"[one & 15];
            _bytes.Advance(3);
        }
    }

    private void Put(byte one)
    {
        _bytes.GetSpan(1)[0] = one;
        _bytes.Advance(1);
    }
}
