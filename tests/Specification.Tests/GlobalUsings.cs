global using CsCheck;
global using Linq.Streaming;
global using Linq.Streaming.Testing;
