using System.Net;
using System.Net.Http.Headers;

namespace Sync.Connectors.Http;

/// <summary>A body that knows whether any of it was put on the wire: before that, nothing can have happened at the vendor.</summary>
internal sealed class SentContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;

    public SentContent(ReadOnlyMemory<byte> body, string type)
    {
        _body = body;
        Headers.ContentType = MediaTypeHeaderValue.Parse(type);
    }

    public bool Started { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Started = true;
        await stream.WriteAsync(_body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
