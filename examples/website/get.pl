# get.pl PATH: prints what the server of out/port answers; exit 1 and the status if it is not 200.
use strict;
use warnings;
use IO::Socket::INET;

open my $port_file, '<', 'out/port' or die "out/port: $!\n";
chomp(my $port = <$port_file>);
my $server = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port, Timeout => 5)
  or die "127.0.0.1:$port: $!\n";
print $server "GET $ARGV[0] HTTP/1.0\r\n\r\n";
my $status = <$server> // '';
while (my $header = <$server>) { last if $header =~ /^\r?\n$/ }
if ($status !~ / 200 /) {
  $status =~ s/\r?\n//;
  print STDERR "$ARGV[0]: $status\n";
  exit 1;
}
print while <$server>;
