using Sync.Policy;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Class fixture: both ways, with a tag that both sides shall have alike.</summary>
public sealed class TagHost : DedupeHost
{
    internal LearnTagsConsumer LearnTags => Service<LearnTagsConsumer>();

    private protected override SyncPolicy Policy => PeoplePolicy.Read(PeoplePolicy.BothWays
        .Replace("      fields:\n", "      tags: [{ marketing: vip, sales: VIP customer }]\n      fields:\n", StringComparison.Ordinal)
        .Replace("sales: Phone }", "sales: Phone }\n        - { name: opted_out, marketing: unsubscribed, sales: Email_Opt_Out, type: optout }", StringComparison.Ordinal));
}
