using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Testing;
using Sync.Writer.Imports;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

/// <summary>Which writes may go by bulk import.</summary>
public sealed class ImportableTests
{
    private static readonly RoutePolicy Route = Back();

    [Fact]
    public void An_update_of_names_and_phone_of_a_linked_contact_may() =>
        Assert.True(Is(Work() with { Fields = """{"first_name":"Ada","last_name":"Lovelace","phone":"+46701112233"}""" }));

    [Fact]
    public void The_address_that_it_has_already_is_no_change() =>
        Assert.Equal(["last_name"], Importable.Sent(Route, SomeWork.Unit(Work() with { Fields = """{"last_name":"L","email":"ada@example.test"}""" })).Keys);

    public static TheoryData<string> Others => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Others))]
    public void Nothing_else_may(string what) => Assert.False(Is(Cases[what](Work())));

    [Fact]
    public void Of_a_person_with_something_urgent_nothing_may() => Assert.False(Importable.Is(
        Route, SomeWork.Unit(Work(), Work() with { Priority = (int)WritePriority.OptOut }), new FakeImport()));

    [Theory]
    [InlineData("ada@example.test", true)]
    [InlineData("moved@example.test", false)]
    [InlineData(null, false)]
    public void The_record_must_be_there_under_that_address(string? email, bool expected) => Assert.Equal(
        expected, Importable.IsThere(SomeWork.Unit(Work()), new FoundRecord("contacts", "7", email, new Dictionary<string, string?>())));

    [Fact]
    public void A_record_that_is_gone_is_not_there() => Assert.False(Importable.IsThere(SomeWork.Unit(Work()), null));

    [Fact]
    public void What_was_written_later_stands_over_what_was_imported()
    {
        var unit = SomeWork.Unit(Work() with { Version = 3, Fields = """{"first_name":"Ada","last_name":"Old"}""" });
        WrittenVersion[] written = [new(1, 5, "contacts", "7", """{"last_name":"Newest"}"""), new(1, 4, "contacts", "7", """{"last_name":"Newer","phone":"1"}"""), new(1, 2, "contacts", "7", """{"first_name":"Older"}""")];

        Assert.Equal([("first_name", "Ada"), ("last_name", "Newest")], Seen.Wanted(Route, unit, written).Select(field => (field.Key, field.Value!)));
        Assert.True(Seen.IsOvertaken(unit, written));
        Assert.False(Seen.IsOvertaken(unit, written[2..]));
    }

    [Fact]
    public void While_an_import_is_open_only_what_cannot_cross_it_goes()
    {
        var work = Work();
        var import = new OpenImport([SomeWork.Unit(work)], Some.Moment);

        Assert.True(import.Lets(work with { Id = 2, Priority = (int)WritePriority.OptOut }));
        Assert.True(import.Lets(work with { Id = 2, Priority = (int)WritePriority.Handoff, Fields = """{"phone":"1"}""" }));
        Assert.False(import.Lets(work with { Id = 2, Priority = (int)WritePriority.Handoff }));
        Assert.False(import.Lets(work with { Id = 2, Fields = """{"phone":"1"}""" }));
        Assert.False(import.Lets(work));
        import.GiveUp();
        Assert.True(import.Lets(work));
        Assert.False(import.Lets(work with { Id = 2 }));
    }

    [Fact]
    public void Imports_keep_to_half_of_what_the_vendor_allows_in_a_minute()
    {
        var time = new ManualTime();
        var pace = new ImportPace(4, time);
        pace.Called();
        Assert.True(pace.IsFree);
        pace.Called();
        Assert.False(pace.IsFree);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.True(pace.IsFree);
        pace.Rest();
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(pace.IsFree);
    }

    private static readonly Dictionary<string, Func<PendingWork, PendingWork>> Cases = new()
    {
        ["an empty value"] = work => work with { Fields = """{"last_name":null}""" },
        ["another address"] = work => work with { Fields = """{"last_name":"L","email":"new@example.test"}""" },
        ["a former address"] = work => work with { FormerEmails = "old@example.test" },
        ["no record"] = work => work with { RecordId = null },
        ["no address"] = work => work with { Email = "" },
        ["a doubt"] = work => work with { Verify = true },
        ["a try before"] = work => work with { Tries = 1 },
        ["a handoff"] = work => work with { Priority = (int)WritePriority.Handoff },
        ["another module"] = work => work with { Module = "accounts" },
        ["an opt-out"] = work => work with { Fields = """{"opted_out":"true"}""" },
        ["a company"] = work => work with { Fields = """{"company":"Lind AB"}""" },
    };

    private static bool Is(PendingWork work) => Importable.Is(Route, SomeWork.Unit(work), new FakeImport());

    private static PendingWork Work() => SomeWork.Pending(1, 0, ("last_name", "Lovelace")) with { Module = "contacts", RecordId = "7" };

    private static RoutePolicy Back()
    {
        var route = PeoplePolicy.Read().Routes[0];
        var fields = route.Fields.Select(field => field with { From = field.To, To = field.From, Fallback = null }).ToList();
        return route with
        {
            Fields = [.. fields, fields[1] with { Name = "opted_out", To = "unsubscribed" }, fields[1] with { Name = "company", To = "orgname" }],
        };
    }

    /// <summary>Takes what ActiveCampaign's takes.</summary>
    private sealed class FakeImport : IBulkImport
    {
        public int LargestBatch => 250;

        public int SmallestBatch => 10;

        public int CallsPerMinute => 100;

        public bool Takes(string module, string field) => module == "contacts" && field is ("first_name" or "last_name" or "phone");

        public Task<CallResult<IReadOnlyList<ImportOutcome>>> Import(IReadOnlyList<ImportPerson> people, CancellationToken ct) => throw new NotSupportedException();

        public Task<CallResult<ImportProgress>> Progress(string batchId, CancellationToken ct) => throw new NotSupportedException();

        public Task<CallResult<ImportsUnderWay>> IsBusy(CancellationToken ct) => throw new NotSupportedException();

        public Task<CallResult<IReadOnlyList<FoundRecord>>> Read(
            IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct) => throw new NotSupportedException();
    }
}
