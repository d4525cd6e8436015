namespace Sync.Sandbox.Tests;

public sealed class AcDefinitionTests : IAsyncLifetime
{
    private AcSandbox _ac = null!;

    public async ValueTask InitializeAsync() => _ac = await AcSandbox.Start();

    public ValueTask DisposeAsync() => _ac.DisposeAsync();

    [Theory]
    [InlineData("tags", "tag", """{"tag":"vip","tagType":"contact"}""", """{"tag":"VIP 2","description":"d"}""", "tag", "VIP 2", 404)]
    [InlineData("lists", "list", """{"name":"L","stringid":"l","sender_url":"u","sender_reminder":"r"}""", """{"name":"L2"}""", "name", "L2", 403)]
    [InlineData("fields", "field", """{"title":"F","type":"text"}""", """{"title":"F2"}""", "title", "F2", 404)]
    public async Task Definitions_are_changed_and_deleted(string path, string name, string create, string change, string attribute, string value, int missing)
    {
        var id = (await _ac.Call("POST", path, $$"""{"{{name}}":{{create}}}""")).String($"{name}.id");

        Assert.Equal(value, (await _ac.Call("PUT", $"{path}/{id}", $$"""{"{{name}}":{{change}}}""")).String($"{name}.{attribute}"));
        Assert.Equal(200, (await _ac.Call("DELETE", $"{path}/{id}")).Status);
        Assert.Equal(404, (await _ac.Call("GET", $"{path}/{id}")).Status);
        Assert.Equal(missing, (await _ac.Call("DELETE", $"{path}/{id}")).Status);
    }

    [Fact]
    public async Task A_list_that_is_created_is_told_with_the_list_itself()
    {
        await _ac.Call("POST", "lists", """{"list":{"name":"News","stringid":"n","sender_url":"https://x.test","sender_reminder":"r"}}""");

        var told = await _ac.Next();

        Assert.Equal(("list_add", "News", "https://x.test"), (told["type"], told["list[name]"], told["list[sender_url]"]));
        Assert.DoesNotContain("list", told.Keys);
        Assert.Equal(201, (await _ac.Call("POST", "listGroups", new { listGroup = new { listid = told["list[id]"], groupid = 3 } })).Status);
    }

    [Fact]
    public async Task Options_are_added_listed_and_deleted_without_a_body()
    {
        var field = (await _ac.Call("POST", "fields", new { field = new { title = "Colours", type = "checkbox" } })).String("field.id");
        var made = await _ac.Call("POST", "fieldOption/bulk", new { fieldOptions = new[] { new { field, label = "Red", value = "Red", orderid = 1 }, new { field, label = "Blue", value = "Blue", orderid = 2 } } });
        var red = made.String("fieldOptions.0.id");

        var deleted = await _ac.Call("DELETE", $"fieldOptions/{red}");

        Assert.Equal((201, 200, ""), (made.Status, deleted.Status, deleted.Text));
        Assert.Equal("Blue", (await _ac.Call("GET", $"fields/{field}/options")).String("fieldOptions.0.value"));
        Assert.Equal(404, (await _ac.Call("DELETE", $"fieldOptions/{red}")).Status);
    }

    [Theory]
    [InlineData("error", 422)]
    [InlineData("existing", 200)]
    public async Task A_tag_that_exists_is_an_error_or_itself(string value, int status)
    {
        await _ac.Switch("existingTag", value);
        var id = (await _ac.Call("POST", "tags", new { tag = new { tag = "vip", tagType = "contact" } })).String("tag.id");

        var again = await _ac.Call("POST", "tags", new { tag = new { tag = "VIP", tagType = "contact" } });

        Assert.Equal(status, again.Status);
        Assert.Equal(status == 200, again.Json.TryGetProperty("tag", out var tag) && tag.GetProperty("id").GetString() == id);
    }
}
