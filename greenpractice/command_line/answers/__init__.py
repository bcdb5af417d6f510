"""What commands say of answers that windows and PDFs give too."""
