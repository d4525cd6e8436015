using Sync.Contracts;

namespace Sync.Policy.Tests;

public sealed class DeletionTests
{
    private static readonly SyncPolicy Archiving = With("onDelete: archive, archive: { field: Sync_Note, value: left }");
    private static readonly SyncPolicy Ignoring = With("onDelete: ignore");
    private static readonly SyncPolicy Unlinking = With("onDelete: unlink");

    [Fact]
    public void Who_was_deleted_is_made_anew_only_where_the_file_lets_it()
    {
        Assert.Empty(Back(Unlinking, Gone(Unlinking)).HeldBack);
        Assert.All(Back(Ignoring, Gone(Ignoring)).HeldBack.Values, why => Assert.Equal("filtered: deleted", why));
        Assert.All(Back(Archiving, Gone(Archiving)).HeldBack.Values, why => Assert.Equal("filtered: deleted", why));
        Assert.Empty(Back(Ignoring, Gone(Ignoring)).Write);
    }

    [Fact]
    public void The_mark_is_set_for_the_deletion_and_emptied_when_the_person_comes_again()
    {
        var gone = Gone(Archiving);
        var back = Deletion.Heard(gone, Change("18", 9), Pair.At(9));

        Assert.Equal("left", Marked(gone));
        Assert.Null(Marked(back));
        Assert.True(back.Fields[Deletion.MarkFor("marketing")].IsAgreed);
        Assert.Null(back.Deleted);
    }

    [Theory]
    [InlineData("17", 4, true)]
    [InlineData("17", 5, true)]
    [InlineData("17", 6, false)]
    [InlineData("18", 4, false)]
    public void What_is_told_late_of_the_deleted_record_undoes_nothing(string record, double second, bool staysDeleted)
    {
        var after = Deletion.Heard(Gone(Ignoring), Change(record, second), Pair.At(9));

        Assert.Equal(staysDeleted, Deletion.StaysDeleted(Ignoring.RoutesTo("marketing").Single(), after));
    }

    [Fact]
    public void It_is_kept_with_the_person()
    {
        var gone = Gone(Archiving);

        Assert.Equal(gone.Deleted!["marketing"], PersonState.FromJson(gone.ToJson()).Deleted!["marketing"]);
    }

    [Theory]
    [InlineData("onDelete: archive", "It is not said where the mark", "archive: { field:")]
    [InlineData("archive: { field: Sync_Note, value: x }", "The mark is never set", "onDelete: archive")]
    [InlineData("onDelete: archive, archive: { field: Phone, value: x }", "'Phone' of sales holds 'phone' already", "of its own")]
    [InlineData("onDelete: archive, archive: { field: Tag, value: x }", "'Tag' of zoho cannot be written", "of your own")]
    [InlineData("onDelete: archive, archive: { field: Sync_Note }", "'value' is missing", "value")]
    [InlineData("onDelete: unlinked", "'unlinked' is not a word", "'unlink'?")]
    public void A_mistake_in_it_is_told_with_its_cure(string way, string problem, string cure)
    {
        var mistake = Assert.Single(Sample.Read(Yaml(way)).Mistakes);

        Assert.Contains(problem, mistake.Problem, StringComparison.Ordinal);
        Assert.Contains(cure, mistake.Cure, StringComparison.Ordinal);
        Assert.True(mistake.Line > 0);
    }

    [Fact]
    public void The_page_of_rules_tells_of_it()
    {
        Assert.Contains("leaves the one at sales with \"left\" in `Sync_Note`; the person is not made anew", RulesPage.Of(Archiving), StringComparison.Ordinal);
        Assert.Contains("who is heard of at sales later is made anew at marketing", RulesPage.Of(Unlinking), StringComparison.Ordinal);
    }

    /// <summary>Marketing has deleted its contact 17 in second 5; the phone is known.</summary>
    private static PersonState Gone(SyncPolicy policy)
    {
        var known = Merge.Apply(PersonState.Empty, "sales", Pair.At(1), new Dictionary<string, string?> { ["phone"] = "1" }).State;
        return Deletion.Gone(known, Change("17", 5) with { IsGone = true }, policy.RoutesFrom("marketing"), Pair.At(6));
    }

    private static RouteDecision Back(SyncPolicy policy, PersonState state) =>
        RouteDeciding.Decide(policy.RoutesTo("marketing").Single(), state, isLinked: false, Pair.At(9), policy.Same);

    private static string? Marked(PersonState state) =>
        Mapping.ToTarget(Archiving.RoutesTo("sales").Single(), state.Agreed(), creating: false).GetValueOrDefault("Sync_Note");

    private static PersonChange Change(string record, double second) => new()
    {
        Key = "1", DeliveryId = 1, Source = "marketing", Kind = "update", Module = "contacts", RecordId = record, ChangedAt = Pair.At(second),
        ReceivedAt = Pair.At(second), MappedAt = Pair.At(second), Fields = new Dictionary<string, string?>(),
    };

    private static SyncPolicy With(string way) => Sample.Read(Yaml(way)).Policy!;

    private static string Yaml(string way) =>
        Sample.Yaml.Replace("toSales: { createIn: Leads }", $"toSales: {{ createIn: Leads, {way} }}", StringComparison.Ordinal);
}
