# Serves the files of a folder on loopback, one request after the other.
# server.pl FOLDER PORTFILE: takes a free port and writes its number to PORTFILE; what is asked and
# answered goes to PORTFILE.log.
use strict;
use warnings;
use IO::Socket::INET;

my ($folder, $port_file) = @ARGV;
my $server = IO::Socket::INET->new(Listen => 64, LocalAddr => '127.0.0.1', LocalPort => 0)
  or die "no port: $@\n";
open my $port, '>', "$port_file.new" or die "$port_file.new: $!\n";
print $port $server->sockport, "\n";
close $port;
rename "$port_file.new", $port_file or die "$port_file: $!\n";
open my $log, '>', "$port_file.log" or die "$port_file.log: $!\n";
$log->autoflush;
STDOUT->autoflush;
print 'listening on http://127.0.0.1:', $server->sockport, "/\n";

while (1) {
  my $client = $server->accept or next;
  my $request = <$client> // '';
  while (my $header = <$client>) { last if $header =~ /^\r?\n$/ }
  my ($path) = $request =~ m{^GET /([A-Za-z0-9._-]*) };
  $path = 'index.html' if defined $path && $path eq '';
  my ($status, $body) = ('404 Not Found', "not here\n");
  if (defined $path && open my $file, '<', "$folder/$path") {
    local $/;
    ($status, $body) = ('200 OK', scalar <$file>);
  }
  print $log "$status $request" =~ s/\r//r;
  print $client "HTTP/1.0 $status\r\nContent-Type: text/html\r\n\r\n", $body;
  close $client;
}
