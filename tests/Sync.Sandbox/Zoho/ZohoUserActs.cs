using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>What an administrator does to users: somebody leaves the company or comes back.</summary>
internal sealed class ZohoUserActs(ZohoState state, ZohoNotifier notifier)
{
    /// <summary><c>{"module":"users","id" or "email","set":{"status":"disabled"}}</c>, or "active".</summary>
    /// <returns>The user touched, or why nothing was done.</returns>
    public (ZohoUser? User, string? Problem) Act(JsonElement action)
    {
        action.Has("set", out var set);
        var user = ZohoUser.All.FirstOrDefault(each => action.Has("id", out var id) && ZohoValues.TryId(id, out var known) && each.Id == known)
            ?? ZohoUser.All.FirstOrDefault(each => each.Email == action.Text("email"));
        if (user is null || set.Text("status") is not ("active" or "disabled"))
        {
            return (null, user is null
                ? $"No user '{action.Text("email") ?? action.Text("id")}'. There are: {string.Join(", ", ZohoUser.All.Select(each => each.Email))}."
                : "Set 'status' to 'active' or 'disabled'.");
        }

        if (state.SetActive(user, set.Text("status") == "active"))
        {
            notifier.UserChanged(user, "update", ["status"]);
        }

        return (user, null);
    }
}
