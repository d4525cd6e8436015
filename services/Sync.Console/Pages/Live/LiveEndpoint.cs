using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Sync.Console.Access;

namespace Sync.Console.Pages.Live;

/// <summary>Server-sent events that tell an open page to fetch its live parts anew.</summary>
internal static class LiveEndpoint
{
    public static void MapLive(this WebApplication app) =>
        app.MapGet("/live", Listen).PermitPage(Roles.Viewer).ExcludeFromDescription();

    private static ServerSentEventsResult<string> Listen(Pulse pulse, IHostApplicationLifetime lifetime, CancellationToken ct) =>
        TypedResults.ServerSentEvents(UntilTheEnd(pulse, lifetime, ct), "pulse");

    // Else an open page would hold up the console's end by the whole of its patience.
    private static async IAsyncEnumerable<string> UntilTheEnd(
        Pulse pulse, IHostApplicationLifetime lifetime, [EnumeratorCancellation] CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        await foreach (var state in pulse.Listen(ending.Token).WithCancellation(CancellationToken.None))
        {
            yield return state;
        }
    }
}
