global using System.Globalization;
global using Linq.Streaming;
global using Linq.Streaming.Testing;
