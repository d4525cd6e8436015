using System.Diagnostics;
using Sync.Sandbox.Control;
using Sync.Sandbox.Faults;

namespace Sync.Sandbox.Http;

/// <summary>Takes a vendor's calls: applies the faults in force, lets the vendor answer, and keeps the journal.</summary>
internal sealed class VendorDoor(IVendor vendor, Journal journal, FaultPlan faults, TimeProvider clock, ILogger log)
{
    public async Task Handle(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        vendor.Traffic.Arrived(clock.GetTimestamp(), clock.TimestampFrequency);
        if (await TryRead(http) is not { } call)
        {
            return;
        }

        call.Finished += () =>
        {
            vendor.Traffic.Answered(call.Status);
            journal.Add(vendor.Name, call, clock.GetUtcNow(), Stopwatch.GetElapsedTime(started));
        };
        try
        {
            await Serve(call);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // The caller hung up; the write, if any, has been done.
            call.Status = 0;
        }
        finally
        {
            call.Finish();
            call.Dispose();
        }
    }

    /// <summary>Null when the caller hung up before all of the call had come.</summary>
    private static async Task<Call?> TryRead(HttpContext http)
    {
        try
        {
            return await CallReader.Read(http);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    private async Task Serve(Call call)
    {
        var fault = faults.Pick(vendor.Name, call.Method, call.Path);
        if (fault?.Kind is FaultKind.Reset)
        {
            CallSender.Cut(call);
            return;
        }

        Work(call, fault);
        if (fault?.Kind is FaultKind.TimeoutAfterWrite)
        {
            await Task.Delay(fault.Delay, clock, call.Http.RequestAborted);
            CallSender.Cut(call);
            return;
        }

        var delay = fault?.Kind is FaultKind.Slow ? fault.Delay : vendor.Traffic.Latency;
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, clock, call.Http.RequestAborted);
        }

        await CallSender.Send(call);
    }

    private void Work(Call call, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Status or FaultKind.Html:
                vendor.WriteFault(call, fault);
                return;
            case FaultKind.TokenExpired:
                vendor.ExpireCredential(call);
                break;
            case FaultKind.Partial or FaultKind.Lock:
                call.ItemFault = fault;
                break;
        }

        // A token fault of a vendor without expiry has answered already.
        if (call.Status == 200)
        {
            Answer(call);
        }
    }

    private void Answer(Call call)
    {
        try
        {
            vendor.Handle(call);
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            log.CallFailed(mistake, vendor.Name, call.Method, call.Path);
            call.Restart(500).WriteStartObject();
            call.Json.WriteString("sandboxError", mistake.Message);
            call.Json.WriteEndObject();
        }
    }
}
