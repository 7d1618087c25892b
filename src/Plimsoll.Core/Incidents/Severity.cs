namespace Plimsoll.Core.Incidents;

/// <summary>How bad it is for users; drives paging, cadence, hold and review. Unsure: the higher.</summary>
public enum Severity { Low, Medium, High, Critical }
