"""What tests share: products, applications, customers, databases, servers, pages and screens."""
