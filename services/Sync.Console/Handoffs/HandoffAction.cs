using Sync.Console.Access;
using Sync.Contracts;

namespace Sync.Console.Handoffs;

/// <summary>Something that a play has done beside a handoff's task.</summary>
/// <param name="Name">In words, e.g. <c>tag vip</c>.</param>
/// <param name="Outcome">Null while it has no end.</param>
public sealed record HandoffAction(string HandoffId, string Name, string? Outcome, string? Detail)
{
    /// <summary>It came to another end than was meant.</summary>
    public bool HasFailed => Outcome is not (null or Outcomes.Written);

    public string Text => $"{Name}: {Outcome ?? "asked for"}";

    internal HandoffAction For(Sight sight) => sight.IsMasked ? this with { Detail = sight.Text(Detail) } : this;
}
