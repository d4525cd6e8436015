namespace Sync.Writer.Work;

/// <summary>How long changes of one person that follow close on each other are gathered before they are written.</summary>
/// <param name="Quiet">A change within this after another one rests, until for as long none has come.</param>
/// <param name="Longest">It rests no longer than this, however many come.</param>
internal sealed record Rest(TimeSpan Quiet, TimeSpan Longest)
{
    public static Rest Of(WriterOptions options) =>
        new(TimeSpan.FromMilliseconds(options.QuietMilliseconds), TimeSpan.FromSeconds(options.LongestRestSeconds));
}
