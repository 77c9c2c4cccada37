namespace Nexmark;

/// <summary>Someone has registered, to sell or to bid. The members are the columns of person.csv.</summary>
internal sealed record Person(
    long Id, string Name, string EmailAddress, string CreditCard, string City, string State, DateTimeOffset DateTime, string Extra);
