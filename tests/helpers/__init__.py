"""What several tests share: benches, made-up cases, results made of dice, pages read again, and the second implementation."""
