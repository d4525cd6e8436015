using System.Globalization;
using Sync.Console.DeadLetters;

namespace Sync.Console.Pages;

/// <summary>A search as a form sends it: fields left empty, times without a zone, which are UTC like those that the pages show.</summary>
internal sealed record DeadLetterForm(DeadLetterFilter Filter, string? Wrong)
{
    /// <summary>Called by the framework: makes it a parameter of endpoints.</summary>
    public static ValueTask<DeadLetterForm?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<DeadLetterForm?>(Read(name => context.Request.Query[name].ToString()));

    public static DeadLetterForm Read(Func<string, string?> value)
    {
        var state = Text("state");
        var (from, to) = (Time("from"), Time("to"));
        var group = Text("group");
        var number = long.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : (long?)null;
        var wrong = state is not null && !DeadLetterFilter.States.Contains(state) ? $"'{state}' is no state."
            : (Text("from") is not null && from is null) || (Text("to") is not null && to is null) ? "A time is written like 2026-03-14T09:26."
            : group is not null && number is null ? "A group is a number."
            : null;
        return new DeadLetterForm(
            new DeadLetterFilter
            {
                Email = Text("email"), Class = Text("class"), Code = Text("code"), Field = Text("field"), Connection = Text("connection"),
                Stage = Text("stage"), Group = number, From = from, To = to, State = state,
            }, wrong);

        string? Text(string name) => Given.Text(value(name));

        DateTimeOffset? Time(string name) => DateTimeOffset.TryParse(
            Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
    }
}
